import { creationFailed, deleteAndWait } from '../apply/settle';
import type { DeployedStack, Stacks } from '../aws/stacks';
import { Failure } from '../failure';

/** Deletes what a first deployment that failed left behind: such a stack can only be deleted. Nothing else is in the way of the next one. */
export async function clearFailed(
  names: readonly string[], deployed: readonly DeployedStack[], stacks: Stacks, log: (line: string) => void,
): Promise<void> {
  const problems: string[] = [];
  for (const { name, status } of deployed.filter(stack => names.includes(stack.name) && creationFailed(stack))) {
    log(`deleting the stack ${name}, whose creation failed (${status})`);
    const problem = await deleteAndWait(stacks, name);
    if (problem) problems.push(`${problem}; delete it, then retry the stage`);
  }
  if (problems.length) throw new Failure(problems);
}
