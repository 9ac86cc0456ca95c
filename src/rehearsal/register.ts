import type { RehearsalContext } from './context';
import { deployStack, synthesize } from './deploy';
import { readAssembly } from '../assembly/cloud-assembly';
import { registrationStackName } from '../model/names';

/** Deploys the stack that registers a module, as its author does once. */
export async function register(context: RehearsalContext, { repository }: { repository: string }): Promise<void> {
  context.screen.doing(`running the app of ${repository}`);
  const assembly = await synthesize(context, repository);
  const registrations = readAssembly(assembly).stacks.filter(({ stackName }) => stackName.startsWith(registrationStackName(context.subject.solution, '')));
  if (!registrations.length) {
    throw new Error(`the app of ${repository} registers no module with '${context.subject.solution}': expected an InSyncModule of this solution with a source`);
  }
  for (const stack of registrations) await deployStack(context, assembly, stack);
}
