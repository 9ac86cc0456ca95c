import { setTimeout as sleep } from 'timers/promises';
import { eachAtMost } from '../../aws/at-most';
import type { HeldBack } from '../../model/directory';
import type { AppliedChanges } from '../../model/environment';
import { corePath, moduleStackName } from '../../model/names';
import { namesRequire } from '../../model/plan';
import { isAtRest, succeeded } from '../../model/stack-status';
import { readCoreValues } from '../../registry/core-values';
import { readWanted } from '../../registry/entries';
import { attempt } from '../aws/attempt';
import type { DeployedStack } from '../aws/stacks';
import type { Definition } from '../bundle/definition';
import { deliver, deliveryOf, isInPlace } from '../bundle/deliveries';
import { deleteModule, type RemovalAccount } from '../solution/delete-module';
import { removalNotification } from '../solution/notifications/messages';
import type { Notifier } from '../solution/notifications/notifier';
import { checkApproval, installedModules, keptWithEntry, planFrom, removalsHeldBack, type RemovalPlan, clearApproval } from '../solution/removal-plan';
import { fail, problemOf } from '../terminal/failure';

const AT_ONCE = 8;
/** In milliseconds. Deliveries wait for removals, which may free what they need, but not for ever. */
const REMOVAL_HEAD_START = 15 * 60_000;

export interface Applied {
  readonly changes: AppliedChanges;
  /** Removals that are held back because of consumers. */
  readonly heldBack: readonly HeldBack[];
  /** Installed modules that are not in the definition because their entry is held back. */
  readonly kept: readonly HeldBack[];
  /** Failures by module. All other changes were made. */
  readonly failures: readonly HeldBack[];
}

/** The account, and the solution's notifications. */
export interface ApplyAccount extends RemovalAccount {
  readonly notifier: Notifier;
}

type Log = (line: string) => void;
/** Does the work for a module and records its problem; returns whether it succeeded. */
type RunForModule = (module: string, work: () => Promise<string | undefined>) => Promise<boolean>;

/** Makes the installed deliveries match the definition: removals start first, `headStart` milliseconds ahead unless they end before. */
export async function applyDefinition(
  solution: string, definition: Definition, account: ApplyAccount, log: Log, headStart = REMOVAL_HEAD_START,
): Promise<Applied> {
  const stacks = new Map((await account.stacks.list()).map(stack => [stack.name, stack]));
  const installed = installedModules(solution, stacks.values());
  const plan = await planFrom(solution, definition, account, installed);
  const roleArn = await deliveryRole(solution, account);
  if (plan.needsApproval) await checkApproval(solution, definition, plan, account);

  const failures: HeldBack[] = [];
  const run: RunForModule = async (module, work) => {
    const problem = await work().catch(problemOf);
    if (problem === undefined) return true;
    failures.push({ module, reason: problem });
    log(`${module}: failed: ${problem}`);
    return false;
  };
  const removal = removeAll(solution, plan, account, roleArn, run, log);
  // A module that cannot be removed, or takes its time, does not keep others from being delivered.
  await Promise.race([removal, sleep(headStart, undefined, { ref: false })]);
  const changed = await deliverAll(solution, definition, stacks, account, roleArn, run, log);
  const removed = await removal;
  // Only now, so that an interrupted run can continue with the same approval, even if what is left would not require one.
  await clearApproval(solution, definition, account);
  return {
    changes: { changed: changed.sort(), removed: removed.sort(), troubled: troubled(solution, definition, changed, stacks) },
    heldBack: removalsHeldBack(plan),
    kept: keptWithEntry(solution, plan, installed),
    failures: failures.sort((a, b) => (a.module < b.module ? -1 : 1)),
  };
}

async function removeAll(solution: string, plan: RemovalPlan, account: ApplyAccount, roleArn: string, run: RunForModule, log: Log) {
  const removed: string[] = [];
  const remaining: string[] = [];
  for (const module of plan.remove) {
    const users = remaining.filter(name => plan.consumption.get(name)?.includes(module));
    const reason = users.length ? `${namesRequire(users)} it and could not be removed`
      : (await readWanted(account.store, solution, [module])).has(module) ? 'its entry was added again' : undefined;
    log(`${module}: ${reason ? `kept, ${reason}` : 'removing'}`);
    if (!reason && await run(module, () => removeAndNotify(solution, module, account, roleArn, log))) {
      removed.push(module);
      log(`${module}: removed`);
    } else {
      remaining.push(module);
    }
  }
  return removed;
}

async function removeAndNotify(solution: string, module: string, account: ApplyAccount, roleArn: string, log: Log): Promise<string | undefined> {
  const { problem, kept } = await deleteModule(solution, module, account, roleArn, log);
  if (!problem) await account.notifier.notify(place => removalNotification(place, module, kept));
  return problem;
}

async function deliverAll(
  solution: string, { entries, templates, settings }: Definition, stacks: ReadonlyMap<string, DeployedStack>,
  account: RemovalAccount, roleArn: string, run: RunForModule, log: Log,
) {
  const changed: string[] = [];
  const due = entries.map(entry => deliveryOf(solution, entry, templates, settings))
    .filter(delivery => !isInPlace(delivery, stacks.get(delivery.stack)));
  await eachAtMost(AT_ONCE, due, async delivery => {
    const { module } = delivery;
    log(`${module}: ${stacks.has(delivery.stack) ? 'updating' : 'creating'} its delivery`);
    await run(module, async () => {
      const outcome = await deliver(delivery, account.stacks, roleArn);
      if (outcome.changed) changed.push(module);
      if (!outcome.problem) log(`${module}: ${outcome.changed ? 'its delivery is in place' : 'nothing to change'}`);
      return outcome.problem;
    });
  });
  return changed;
}

async function deliveryRole(solution: string, { store }: RemovalAccount): Promise<string> {
  const path = corePath(solution, 'delivery-role-arn');
  return (await attempt(`reading ${path}`, () => readCoreValues(store, solution, 'delivery-role-arn')))['delivery-role-arn']
    ?? fail(`${path}: no such parameter, expected the role that deliveries are deployed with; is the core of "${solution}" deployed here?`);
}

/** Modules that this run does not change, and whose stack is in a failed state. */
function troubled(solution: string, { entries }: Definition, changed: readonly string[], stacks: ReadonlyMap<string, DeployedStack>): string[] {
  const isFailed = (stack?: DeployedStack) => stack !== undefined && isAtRest(stack.status) && !succeeded(stack.status);
  return entries.map(({ name }) => name).filter(name => !changed.includes(name) && isFailed(stacks.get(moduleStackName(solution, name))));
}

