import { type HypotheticalChanges, withChanges } from './hypothetical-changes';
import { planSolution } from './plan-solution';
import { changeSets } from '../aws/change-sets';
import { stackResources } from '../aws/stack-resources';
import { installedTools } from '../bundle/installation';
import { definitions } from '../bundle/stored-definitions';
import { moduleTemplate } from '../cloudformation-module/module-template';
import { claimsFor, effectiveEntry } from '../solution/claims';
import { deployedDefinition } from '../solution/deployed-definition';
import { operatorAccount, type OperatorAccount } from '../solution/operator-account';
import { describeTakeOver, planTakeOver, type TakeOver } from '../solution/take-over';
import { target, type TargetOptions } from '../solution/target';
import { type SolutionView, viewSolution } from '../solution/view';
import { lines, plural, show, table } from '../terminal/output';

export interface PlanOptions extends TargetOptions, HypotheticalChanges {
  /** `name=folder`: folders of modules on this machine, to show what taking over existing stacks would change. */
  readonly folder?: readonly string[];
  readonly json?: boolean;
}

/** `cv-insync plan`: shows what the pipelines would do. Changes nothing. */
export async function planCommand({ json, add, remove, app, folder = [], ...options }: PlanOptions): Promise<void> {
  const solution = target(options);
  const account = operatorAccount();
  const view = withChanges(await viewSolution(solution, account), { add, remove, app });
  // The version of cv-insync in the core's build decides on the templates of deliveries, not the one that runs this command.
  const deployed = await deployedDefinition(solution, account, definitions());
  const planned = planSolution(view, deployed?.templates ?? installedTools().deliveryTemplates, deployed?.settings);
  const changed = planned.modules.filter(({ change }) => change !== 'keep');
  const takeOvers = await takeOversIn(view, folder, account);
  show({ solution, ...planned, ...takeOvers.length && { takeOvers } }, () => lines(
    changed.length > 0 && table(['module', 'change', 'reason'], changed.map(({ name, change, because }) => [name, change, because.join('; ')])),
    `${plural(planned.modules.length - changed.length, 'module')} unchanged`,
    planned.needsApproval && 'so many removals at once wait for an approval: cv-insync approve --removals',
    ...takeOvers.map(describeTakeOver),
    ...view.directory.notices.map(({ module, reason }) => `note: ${module}: ${reason}`),
  ), json);
}

/** What modules would change of stacks that they are held back for. */
async function takeOversIn(view: SolutionView, folders: readonly string[], account: OperatorAccount): Promise<TakeOver[]> {
  const { solution, records, context, directory } = view;
  const due = directory.heldBack.map(({ module }) => module).filter(name => context.foreign?.includes(name));
  const found: TakeOver[] = [];
  for (const name of due) {
    const folder = folders.find(text => text.startsWith(`${name}=`))?.slice(name.length + 1);
    const template = folder === undefined ? undefined : moduleTemplate(folder, solution, name, effectiveEntry(claimsFor(records, name))?.parameters);
    found.push(await planTakeOver(solution, name, { ...account, resources: stackResources(), changeSets: changeSets() }, template));
  }
  return found;
}
