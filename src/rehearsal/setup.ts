import type { RehearsalContext } from './context';
import { deployStack, synthesize } from './deploy';
import { readAssembly } from '../assembly/cloud-assembly';

/** Synthesizes the core's app and deploys the core's stack, as a user does once. `repository` may be the core of another solution. */
export async function setup(context: RehearsalContext, { repository = context.subject.core.name }: { repository?: string }): Promise<void> {
  const { subject, screen } = context;
  screen.doing(`running the core's app (${repository})`);
  const { directory, core, stacks } = readAssembly(await synthesize(context, repository));
  if (!core) throw new Error('the core\'s app defines no core: expected a CoreInSync in the app that its cdk.json runs');
  const { solution, stackName } = core;
  if (repository === subject.core.name && solution !== subject.solution) {
    throw new Error(`the script is for the solution '${subject.solution}', but the core in ${subject.core.path} defines '${solution}': use the same name in both`);
  }
  await deployStack(context, directory, stacks.find(stack => stack.stackName === stackName)!);
}
