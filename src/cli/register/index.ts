import { checkRegistration, deployRegistration } from './deploy-registration';
import { outcomeOf } from './outcome';
import { pipelineName } from '../../model/names';
import { authorTarget, type AuthorOptions } from '../solution/author-target';
import { follow, newestExecutions } from '../solution/follow';
import { remarks } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { viewSolution } from '../solution/view';
import { fail } from '../terminal/failure';
import { lines, show } from '../terminal/output';

/** `cv-insync register`: registers the module of an app with a solution, which installs it, and follows its first delivery. */
export async function registerCommand({ wait, timeout, json, ...options }: AuthorOptions): Promise<void> {
  const registration = authorTarget(options);
  const { module, solution, stackName } = registration;
  const account = operatorAccount();
  checkRegistration(await viewSolution(solution, account), registration);
  const before = await newestExecutions(solution, module, account);
  const change = await deployRegistration(registration, account);
  console.error(change === 'unchanged' ? `${module} is registered with ${solution} already` : `${module} is registered with ${solution}: stack ${stackName} ${change}`);
  if (!wait) {
    const next = change === 'unchanged' ? '' : `${pipelineName(solution, 'core')} starts within seconds; `;
    return show({ solution, module, change }, () => `${next}to follow the delivery: cv-insync status ${module}`, json);
  }
  const isNew = (execution?: string) => execution !== undefined && (change === 'unchanged' || execution !== before.get(pipelineName(solution, module)));
  const { status, ended } = await follow({
    solution,
    module,
    account,
    before,
    changed: change !== 'unchanged',
    log: console.error,
    timeout: timeout * 60_000,
    isReached: own => own?.pipeline !== undefined && isNew(own.pipeline.execution) && ['Succeeded', 'Failed'].includes(own.pipeline.status),
  });
  const outcome = outcomeOf(status, module, ended ? undefined : timeout);
  const notes = remarks(status.modules);
  if (outcome.problem) fail(lines(outcome.problem, ...notes));
  show({ solution, module, change, status: status.modules[0] }, () => lines(outcome.text, ...notes), json);
}
