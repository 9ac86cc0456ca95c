import type { HeldBack } from '../../model/directory';
import type { AppliedChanges } from '../../model/environment';
import { corePath, moduleStackName } from '../../model/names';
import { isAtRest, succeeded } from '../../model/stack-status';
import { readCoreValues } from '../../registry/core-values';
import { readWanted } from '../../registry/entries';
import { eachAtMost } from '../aws/at-most';
import { attempt } from '../aws/attempt';
import type { DeployedStack } from '../aws/stacks';
import type { Definition } from '../bundle/definition';
import { deliver, deliveryOf, isInPlace } from '../bundle/deliveries';
import { deleteModule, type RemovalAccount } from '../solution/delete-module';
import { removalNotification } from '../solution/notifications/messages';
import type { Notifier } from '../solution/notifications/notifier';
import { checkApproval, installedModules, keptOnly, planFrom, removalsHeldBack, type RemovalPlan, useUpApproval } from '../solution/removal-plan';
import { Failure, fail } from '../terminal/failure';

const AT_ONCE = 8;

export interface Applied {
  readonly changes: AppliedChanges;
  /** Removals that have to wait. */
  readonly heldBack: readonly HeldBack[];
  /** Installed modules that the definition is without because their entry cannot be followed. */
  readonly kept: readonly HeldBack[];
  /** What went wrong, by module. Everything else was done. */
  readonly failures: readonly HeldBack[];
}

/** The account, and the people who hear of it. */
export interface ApplyAccount extends RemovalAccount {
  readonly notifier: Notifier;
}

type Log = (line: string) => void;
/** Does something for a module, and says what went wrong. */
type Step = (module: string, work: () => Promise<string | undefined>) => Promise<boolean>;

/** Makes the installed deliveries those of the definition: first removes, then creates and updates. */
export async function applyDefinition(solution: string, definition: Definition, account: ApplyAccount, log: Log): Promise<Applied> {
  const stacks = new Map((await account.stacks.list()).map(stack => [stack.name, stack]));
  const installed = installedModules(solution, stacks.values());
  const plan = await planFrom(solution, definition, account, installed);
  const roleArn = await deliveryRole(solution, account);
  if (plan.needsApproval) await checkApproval(solution, definition, plan, account);

  const failures: HeldBack[] = [];
  const step: Step = async (module, work) => {
    const problem = await work().catch(expected);
    if (problem === undefined) return true;
    failures.push({ module, reason: problem });
    log(`${module}: failed: ${problem}`);
    return false;
  };
  const removed = await removeAll(solution, plan, account, roleArn, step, log);
  // Only now: a run that was interrupted goes on with the same yes, also where what is left would not need one.
  await useUpApproval(solution, definition, account);
  const changed = await deliverAll(solution, definition, stacks, account, roleArn, step, log);
  return {
    changes: { changed: changed.sort(), removed: removed.sort(), troubled: troubled(solution, definition, changed, stacks) },
    heldBack: removalsHeldBack(plan),
    kept: keptOnly(solution, plan, installed),
    failures: failures.sort((a, b) => (a.module < b.module ? -1 : 1)),
  };
}

async function removeAll(solution: string, plan: RemovalPlan, account: ApplyAccount, roleArn: string, step: Step, log: Log) {
  const removed: string[] = [];
  const staying: string[] = [];
  for (const module of plan.remove) {
    const users = staying.filter(name => plan.consumption.get(name)?.includes(module));
    const reason = users.length ? `${users.join(', ')} could not go, and requires it`
      : (await readWanted(account.store, solution, [module])).has(module) ? 'its entry is back' : undefined;
    log(`${module}: ${reason ? `stays, ${reason}` : 'removing'}`);
    if (!reason && await step(module, () => removeAndTell(solution, module, account, roleArn, log))) {
      removed.push(module);
      log(`${module}: removed`);
    } else {
      staying.push(module);
    }
  }
  return removed;
}

async function removeAndTell(solution: string, module: string, account: ApplyAccount, roleArn: string, log: Log): Promise<string | undefined> {
  const { problem, kept } = await deleteModule(solution, module, account, roleArn, log);
  if (!problem) await account.notifier.tell(place => removalNotification(place, module, kept));
  return problem;
}

async function deliverAll(
  solution: string, { entries, templates }: Definition, stacks: ReadonlyMap<string, DeployedStack>,
  account: RemovalAccount, roleArn: string, step: Step, log: Log,
) {
  const changed: string[] = [];
  const due = entries.map(entry => deliveryOf(solution, entry, templates)).filter(delivery => !isInPlace(delivery, stacks.get(delivery.stack)));
  await eachAtMost(AT_ONCE, due, async delivery => {
    const { module } = delivery;
    log(`${module}: ${stacks.has(delivery.stack) ? 'updating' : 'creating'} its delivery`);
    await step(module, async () => {
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

/** Modules that this run leaves alone although one of their stacks is not well. */
function troubled(solution: string, { entries }: Definition, changed: readonly string[], stacks: ReadonlyMap<string, DeployedStack>): string[] {
  const unwell = (stack?: DeployedStack) => stack !== undefined && isAtRest(stack.status) && !succeeded(stack.status);
  return entries.map(({ name }) => name).filter(name => !changed.includes(name) && unwell(stacks.get(moduleStackName(solution, name))));
}

function expected(error: unknown): string {
  if (error instanceof Failure) return error.message;
  throw error;
}
