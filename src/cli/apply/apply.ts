import type { Definition } from './definition';
import { deliver, type Delivery, deliveryOf, isInPlace } from './deliveries';
import { remove, type RemovalAccount } from './remove';
import { succeeded } from './settle';
import type { HeldBack } from '../../definition/directory';
import { type Plan, plan } from '../../definition/plan';
import { readWanted } from '../../registry/directory';
import type { AppliedChanges } from '../../registry/environment';
import { consumptionOf, listModules } from '../../registry/modules';
import { corePath, deliveryStackName, moduleStackName, pipelineName, removalApprovalPath, TAGS } from '../../registry/names';
import { eachAtMost } from '../at-most';
import { attempt } from '../aws/attempt';
import type { DeployedStack } from '../aws/stacks';
import { Failure, fail } from '../failure';

const AT_ONCE = 8;

export interface Applied {
  readonly changes: AppliedChanges;
  readonly heldBack: readonly HeldBack[];
  /** What went wrong, by module. Everything else was done. */
  readonly failures: readonly HeldBack[];
}

/** Makes the installed deliveries those of the definition: first removes, then creates and updates. */
export async function applyDefinition(solution: string, definition: Definition, account: RemovalAccount, log: (line: string) => void): Promise<Applied> {
  const stacks = new Map((await account.stacks.list()).map(stack => [stack.name, stack]));
  const { remove: gone, heldRemovals, needsApproval } = await planFrom(solution, definition, account, installedModules(solution, stacks));
  const roleArn = await deliveryRole(solution, account);
  if (needsApproval) await checkApproval(solution, definition, gone, account);

  const removed: string[] = [];
  const changed: string[] = [];
  const failures: HeldBack[] = [];
  const fails = (module: string, reason: string) => {
    failures.push({ module, reason });
    log(`${module}: failed: ${reason}`);
  };
  for (const module of gone) {
    if ((await readWanted(account.store, solution, [module])).has(module)) {
      log(`${module}: stays, its entry is back`);
      continue;
    }
    log(`${module}: removing`);
    const problem = await remove(solution, module, account, roleArn).catch(problemOf);
    if (problem) {
      fails(module, problem);
    } else {
      removed.push(module);
      log(`${module}: removed`);
    }
  }
  // Only now: a run that was interrupted goes on with the same yes.
  if (needsApproval) await account.store.remove([removalApprovalPath(solution)]);
  const due = definition.entries.map(entry => deliveryOf(solution, entry, definition.templates)).filter(item => !isInPlace(item, stacks.get(item.stack)));
  await eachAtMost(AT_ONCE, due, async (delivery: Delivery) => {
    log(`${delivery.module}: ${stacks.has(delivery.stack) ? 'updating' : 'creating'} its delivery`);
    const { changed: isNew, problem } = await deliver(delivery, account.stacks, roleArn).catch(error => ({ changed: false, problem: problemOf(error) }));
    if (problem) fails(delivery.module, problem);
    else if (isNew) changed.push(delivery.module);
    if (!problem) log(`${delivery.module}: ${isNew ? 'delivery in place' : 'nothing to change'}`);
  });
  return {
    changes: { changed: changed.sort(), removed: removed.sort(), troubled: troubled(solution, definition, changed, stacks) },
    heldBack: heldRemovals.map(({ module, consumers }) => ({ module, reason: `it is to be removed, but ${consumers.join(', ')} require${consumers.length > 1 ? '' : 's'} it` })),
    failures: failures.sort((a, b) => (a.module < b.module ? -1 : 1)),
  };
}

/** An entry that is not part of the definition may be held back: only what is confirmed to be gone is removed. */
async function planFrom(solution: string, { entries }: Definition, { store }: RemovalAccount, installed: string[]): Promise<Plan> {
  const wanted = entries.map(({ name }) => name);
  const missing = installed.filter(name => !wanted.includes(name));
  const heldBack = await attempt('reading the entries of modules that are to be removed', () => readWanted(store, solution, missing));
  const consumption = missing.length ? consumptionOf(await attempt('reading what modules require', () => listModules(store, solution))) : new Map();
  return plan({ wanted, heldBack: [...heldBack], installed, consumption });
}

function installedModules(solution: string, stacks: ReadonlyMap<string, DeployedStack>): string[] {
  const prefix = deliveryStackName(solution, '');
  return [...stacks.values()].filter(({ name, tags }) => name.startsWith(prefix) && tags[TAGS.solution] === solution)
    .map(({ name }) => name.slice(prefix.length)).sort();
}

async function deliveryRole(solution: string, { store }: RemovalAccount): Promise<string> {
  const path = corePath(solution, 'delivery-role-arn');
  return (await attempt(`reading ${path}`, () => store.read([path]))).get(path)
    ?? fail(`${path}: no such parameter, expected the role that deliveries are deployed with; is the core of "${solution}" deployed in this account and region?`);
}

/** A person's yes counts for one definition, once. */
async function checkApproval(solution: string, { digest }: Definition, gone: readonly string[], { store }: RemovalAccount) {
  const path = removalApprovalPath(solution);
  const approved = (await attempt(`reading ${path}`, () => store.read([path]))).get(path);
  if (approved !== digest) {
    throw new Failure([`the definition removes ${gone.length} modules at once (${[...gone].sort().join(', ')}), more than a third; nothing was changed. `
      + `If this is meant, approve it: aws ssm put-parameter --name ${path} --type String --overwrite --value ${digest}; `
      + `then start the pipeline ${pipelineName(solution, 'modules')} again. If not, put the entries back`]);
  }
}

/** Modules that this run leaves alone although one of their stacks is not well. */
function troubled(solution: string, { entries }: Definition, changed: readonly string[], stacks: ReadonlyMap<string, DeployedStack>): string[] {
  const unwell = (name: string) => stacks.has(name) && !succeeded(stacks.get(name)!) && !stacks.get(name)!.status.endsWith('_IN_PROGRESS');
  return entries.map(({ name }) => name).filter(name => !changed.includes(name) && unwell(moduleStackName(solution, name)));
}

function problemOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  throw error;
}
