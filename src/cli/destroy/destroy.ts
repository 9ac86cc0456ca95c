import { freeBoundary } from './boundaries';
import { deleteCoreStack, temporaryRoleName } from './core-stack';
import type { DestroyAccount, Log } from './destroy-account';
import { type Inventory, takeInventory } from './inventory';
import { quiesce } from './quiesce';
import { eachAtMost } from '../../aws/at-most';
import { corePath, directoryPath, modulesPath, moduleStackName, removalApprovalPath } from '../../model/names';
import { readCoreValues } from '../../registry/core-values';
import { deleteAndWait } from '../aws/settle';
import { deleteModule } from '../solution/delete-module';
import { Failure, problemOf } from '../terminal/failure';

const AT_ONCE = 8;
/** Modules may still be installed while the pipelines are being stopped, so they are listed and deleted this many times at most. */
const MAX_PASSES = 3;

/**
 * Deletes a solution. Ends with the first failure, before anything is deleted that the failed stacks need; another run continues from there.
 *
 * @param deleteRoles whether roles are deleted that modules left behind
 */
export async function destroy(inventory: Inventory, account: DestroyAccount, log: Log, deleteRoles = false): Promise<void> {
  const { solution } = inventory;
  const { stacks, store, roles } = account;
  await quiesce(inventory, account, log);

  let now = await takeInventory(solution, account);
  for (let pass = 0; pass < MAX_PASSES && now.modules.length; pass++) {
    await deleteModules(now, account, log, deleteRoles);
    now = await takeInventory(solution, account);
  }
  const removeStack = async (name: string) => deleteAndWait(stacks, name);
  if (now.modulesStack) await inParallel([now.modulesStack.name], removeStack, log);
  for (const wave of now.core) await inParallel(wave.map(name => moduleStackName(solution, name)), removeStack, log);
  await inParallel(now.registrations, removeStack, log);
  const { coreStack } = now;
  const removeCore = async (name: string) => await freeBoundary(name, account, deleteRoles, log) ?? deleteCoreStack(solution, coreStack!, account);
  if (coreStack) await inParallel([coreStack.name], removeCore, log);
  await store.remove(await ownParameters(solution, account));
  await roles.remove(temporaryRoleName(solution));
}

/** Parameters that are in no stack, as operators and gates wrote them. */
export async function ownParameters(solution: string, { store }: Pick<DestroyAccount, 'store'>): Promise<string[]> {
  const approvals = removalApprovalPath(solution).split('/').slice(0, -1).join('/');
  const found = await Promise.all([directoryPath(solution), modulesPath(solution), approvals, corePath(solution)].map(path => store.list(path)));
  return found.flat().map(({ name }) => name);
}

async function deleteModules({ solution, modules }: Inventory, account: DestroyAccount, log: Log, deleteRoles: boolean): Promise<void> {
  const { 'delivery-role-arn': roleArn } = await readCoreValues(account.store, solution, 'delivery-role-arn');
  const free = (delivery: string) => freeBoundary(delivery, account, deleteRoles, log);
  const removeModule = async (name: string) => (await deleteModule(solution, name, account, roleArn, undefined, free)).problem;
  for (const wave of modules) await inParallel(wave, removeModule, log);
}

/** Deletes independent items in parallel. When all have ended, fails with those that could not be deleted. */
async function inParallel(names: readonly string[], work: (name: string) => Promise<string | undefined>, log: Log): Promise<void> {
  const problems: string[] = [];
  await eachAtMost(AT_ONCE, names, async name => {
    log(`${name}: deleting`);
    const problem = await work(name).catch(problemOf);
    if (problem) problems.push(`${name}: ${problem}`);
    else log(`${name}: deleted`);
  });
  if (problems.length) throw new Failure([...problems.sort(), 'nothing after these is deleted; correct the cause, and run the command again']);
}
