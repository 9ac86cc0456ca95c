import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { RehearsalContext } from './context';
import { deployStack, stacksIn, synthesize } from './deploy';

interface CoreManifest {
  readonly solution: string;
  readonly stackName: string;
}

/** Synthesizes the core's app and deploys the core's stack, as a user does once. `repository` may be the core of another solution. */
export async function setup(context: RehearsalContext, { repository = context.subject.core.name }: { repository?: string }): Promise<void> {
  const { subject, screen } = context;
  screen.doing(`running the core's app (${repository})`);
  const assembly = await synthesize(context, repository);
  const { solution, stackName } = readManifest(assembly);
  if (repository === subject.core.name && solution !== subject.solution) {
    throw new Error(`the script is about the solution '${subject.solution}', but the core in ${subject.core.path} defines '${solution}': name the same one in both`);
  }
  await deployStack(context, assembly, stacksIn(assembly).find(stack => stack.stackName === stackName)!);
}

function readManifest(assembly: string): CoreManifest {
  const file = join(assembly, 'insync.core.json');
  if (!existsSync(file)) throw new Error('the core\'s app defines no core: expected it to contain a CoreInSync, in an app that cdk.json of its repository runs');
  return JSON.parse(readFileSync(file, 'utf8'));
}
