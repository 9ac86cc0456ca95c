import { planUnregistration } from './plan-unregistration';
import { pipelineName } from '../../model/names';
import { describeResource } from '../../model/stack-resource';
import { deleteAndWait } from '../aws/settle';
import { stackResources } from '../aws/stack-resources';
import { authorTarget, type AuthorOptions } from '../solution/author-target';
import { describeOwner } from '../solution/claims';
import { follow, newestExecutions } from '../solution/follow';
import { operatorAccount } from '../solution/operator-account';
import { confirm } from '../terminal/confirm';
import { fail } from '../terminal/failure';
import { lines, show } from '../terminal/output';

/** `cv-insync unregister`: deletes the registration of a module, so that its solution deletes the module, and follows that. */
export async function unregisterCommand({ yes, wait, timeout, json, ...options }: AuthorOptions & { readonly yes?: boolean }): Promise<void> {
  const { module, solution, stackName } = authorTarget(options);
  const account = operatorAccount();
  const { isRegistered, wantedBy, deleted, kept, needsApproval } = await planUnregistration(solution, module, account, stackResources());
  const names = kept.map(describeResource);
  if (!isRegistered) {
    const text = wantedBy ? `${module} did not register itself: in ${solution}, it is listed by the ${describeOwner(wantedBy)}` : `${module} is not registered with ${solution}`;
    return show({ solution, module, deleted, kept }, () => text, json);
  }
  console.error(lines(
    `to be removed from ${solution}: the registration of ${module}`,
    `  deleted: ${deleted.join(', ')}`,
    `  kept:    ${wantedBy ? `the module, which the ${describeOwner(wantedBy)} lists, too` : names.join(', ') || 'nothing'}`,
  ));
  await confirm(`unregister ${module}`, { yes });
  const before = await newestExecutions(solution, module, account);
  const problem = await deleteAndWait(account.stacks, stackName);
  if (problem) fail(problem);
  const result = { solution, module, deleted, kept, needsApproval };
  const stays = needsApproval ? `this removes more than a third of the modules, so ${pipelineName(solution, 'modules')} stops until an operator approves that: cv-insync approve --removals` : undefined;
  if (!wait || wantedBy || needsApproval) {
    return show(result, () => lines(`${module} is no longer registered`, !wantedBy && `${pipelineName(solution, 'core')} starts within seconds, then ${pipelineName(solution, 'modules')}, which deletes it`, stays), json);
  }
  const { module: left, ended, status } = await follow({
    solution, module, account, before, changed: true, log: console.error, timeout: timeout * 60_000, isReached: own => own === undefined,
  });
  if (left) fail(`${module} is ${ended ? `not removed (${left.state}): ${left.heldBack ?? status.pipelines.modules?.message ?? 'cv-insync status says more'}` : `not removed after ${timeout} min: ${left.state}`}`);
  show(result, () => lines(`${module} is removed from ${solution}`, `  kept: ${names.join(', ') || 'nothing'}`), json);
}
