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

/** `cv-insync plan`: what the pipelines would do. Changes nothing. */
export async function planCommand({ json, add, remove, app, ...options }: PlanOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const view = withChanges(await viewSolution(solution, account), { add, remove, app });
  // Deliveries are made of the templates that the core prepares them with, not of those of whoever asks.
  const templates = (await deployedDefinition(solution, account, definitions()))?.templates ?? installedTools().deliveryTemplates;
  const planned = planSolution(view, templates);
  const changed = planned.modules.filter(({ change }) => change !== 'keep');
  show({ solution, ...planned }, () => lines(
    changed.length > 0 && table(['module', 'would', 'because'], changed.map(({ name, change, because }) => [name, change, because.join('; ')])),
    `${plural(planned.modules.length - changed.length, 'module')} would stay`,
    planned.needsApproval && 'so many removals at once wait for a yes: cv-insync approve --removals',
    ...view.directory.notices.map(({ module, reason }) => `note: ${module}: ${reason}`),
  ), json);
}
