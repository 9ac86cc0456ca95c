import { deployStack, stacksIn, synthesize } from './deploy';
import type { Stage } from './stage';
import { registrationStackName } from '../model/names';

/** What a module's author does once: deploys the stack that registers the module. */
export async function register(stage: Stage, { repository }: { repository: string }): Promise<void> {
  stage.screen.doing(`running the app of ${repository}`);
  const assembly = await synthesize(stage, repository);
  const registrations = stacksIn(assembly).filter(({ stackName }) => stackName.startsWith(registrationStackName(stage.script.solution, '')));
  if (!registrations.length) {
    throw new Error(`the app of ${repository} registers no module with '${stage.script.solution}': expected an InSyncModule of this solution with a source`);
  }
  for (const stack of registrations) await deployStack(stage, assembly, stack);
}
