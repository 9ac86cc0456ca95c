import { readDirectory, withoutRecord } from '../../model/directory';
import { mustBeDeleted, succeeded } from '../../model/stack-status';
import { deleteAndWait, reasons, settle } from '../aws/settle';
import type { Registration } from '../solution/app-registration';
import type { OperatorAccount } from '../solution/operator-account';
import type { SolutionView } from '../solution/view';
import { fail } from '../terminal/failure';

/** Fails before anything is changed if the solution would hold the module back. */
export function checkRegistration({ records, context }: SolutionView, { module, entry }: Registration): void {
  const after = readDirectory([...withoutRecord(records, 'self', module), { owner: 'self', name: module, value: entry }], context);
  const problems = after.heldBack.filter(held => held.module === module).map(({ reason }) => `${module} would be held back: ${reason}; nothing was changed`);
  if (problems.length) fail(...problems);
}

/** Creates or updates the stack that registers a module, and waits for it. */
export async function deployRegistration(
  { stackName, template, tags }: Registration, { stacks }: Pick<OperatorAccount, 'stacks'>,
): Promise<'created' | 'updated' | 'unchanged'> {
  let stack = await settle(stacks, stackName);
  if (stack && mustBeDeleted(stack.status)) {
    const problem = await deleteAndWait(stacks, stackName);
    if (problem) fail(problem);
    stack = undefined;
  }
  const input = { name: stackName, template: JSON.stringify(JSON.parse(template)), parameters: {}, tags };
  if (!stack) await stacks.create(input);
  else if (!await stacks.update(input)) return 'unchanged';
  const deployed = await settle(stacks, stackName);
  if (!deployed || !succeeded(deployed.status)) fail(`the stack ${stackName} could not be deployed (${deployed?.status ?? 'it does not exist'}): ${deployed ? await reasons(stacks, deployed) : 'it was deleted meanwhile'}`);
  return stack ? 'updated' : 'created';
}
