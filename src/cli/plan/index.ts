import { type HypotheticalChanges, withChanges } from './hypothetical-changes';
import { planSolution } from './plan-solution';
import { installedTools } from '../bundle/installation';
import { definitions } from '../bundle/stored-definitions';
import { deployedDefinition } from '../solution/deployed-definition';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { viewSolution } from '../solution/view';
import { lines, plural, show, table } from '../terminal/output';

export interface PlanOptions extends TargetOptions, HypotheticalChanges {
  readonly json?: boolean;
}

/** `cv-insync plan`: shows what the pipelines would do. Changes nothing. */
export async function planCommand({ json, add, remove, app, ...options }: PlanOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const view = withChanges(await viewSolution(solution, account), { add, remove, app });
  // The version of cv-insync in the core's build decides on the templates of deliveries, not the one that runs this command.
  const templates = (await deployedDefinition(solution, account, definitions()))?.templates ?? installedTools().deliveryTemplates;
  const planned = planSolution(view, templates);
  const changed = planned.modules.filter(({ change }) => change !== 'keep');
  show({ solution, ...planned }, () => lines(
    changed.length > 0 && table(['module', 'change', 'reason'], changed.map(({ name, change, because }) => [name, change, because.join('; ')])),
    `${plural(planned.modules.length - changed.length, 'module')} unchanged`,
    planned.needsApproval && 'so many removals at once wait for an approval: cv-insync approve --removals',
    ...view.directory.notices.map(({ module, reason }) => `note: ${module}: ${reason}`),
  ), json);
}
