import { deleteCoreStack, temporaryRoleName } from './core-stack';
import type { DestroyAccount, Log } from './destroy-account';
import { type Inventory, takeInventory } from './inventory';
import { quiesce } from './quiesce';
import { corePath, directoryPath, modulesPath, moduleStackName, removalApprovalPath } from '../../model/names';
import { readCoreValues } from '../../registry/core-values';
import { eachAtMost } from '../aws/at-most';
import { deleteAndWait } from '../aws/settle';
import { deleteModule } from '../solution/delete-module';
import { Failure } from '../terminal/failure';

const AT_ONCE = 8;
/** How often it is looked again for what came while the pipelines were being stopped. */
const LOOKS = 3;

/** Deletes all of a solution. What fails stops it before anything that it needs goes; run again, it goes on from there. */
export async function destroy(inventory: Inventory, account: DestroyAccount, log: Log): Promise<void> {
  const { solution } = inventory;
  const { stacks, store, roles } = account;
  await quiesce(inventory, account, log);

  let now = await takeInventory(solution, account);
  for (let look = 0; look < LOOKS && now.modules.length; look++) {
    await deleteModules(now, account, log);
    now = await takeInventory(solution, account);
  }
  const removeStack = async (name: string) => deleteAndWait(stacks, name);
  if (now.modulesStack) await inParallel([now.modulesStack.name], removeStack, log);
  for (const wave of now.core) await inParallel(wave.map(name => moduleStackName(solution, name)), removeStack, log);
  await inParallel(now.registrations, removeStack, log);
  if (now.coreStack) await inParallel([now.coreStack.name], () => deleteCoreStack(solution, now.coreStack!, account), log);
  await store.remove(await ownParameters(solution, account));
  await roles.remove(temporaryRoleName(solution));
}

/** Parameters that no stack has: what operators and gates wrote. */
export async function ownParameters(solution: string, { store }: Pick<DestroyAccount, 'store'>): Promise<string[]> {
  const approvals = removalApprovalPath(solution).split('/').slice(0, -1).join('/');
  const found = await Promise.all([directoryPath(solution), modulesPath(solution), approvals, corePath(solution)].map(path => store.list(path)));
  return found.flat().map(({ name }) => name);
}

async function deleteModules({ solution, modules }: Inventory, account: DestroyAccount, log: Log): Promise<void> {
  const { 'delivery-role-arn': roleArn } = await readCoreValues(account.store, solution, 'delivery-role-arn');
  for (const wave of modules) await inParallel(wave, async module => (await deleteModule(solution, module, account, roleArn)).problem, log);
}

/** Deletes what does not need each other. Fails, when all have ended, with everything that stayed. */
async function inParallel(names: readonly string[], work: (name: string) => Promise<string | undefined>, log: Log): Promise<void> {
  const problems: string[] = [];
  await eachAtMost(AT_ONCE, names, async name => {
    log(`${name}: deleting`);
    const problem = await work(name).catch(error => {
      if (error instanceof Failure) return error.message;
      throw error;
    });
    if (problem) problems.push(`${name}: ${problem}`);
    else log(`${name}: gone`);
  });
  if (problems.length) throw new Failure([...problems.sort(), 'the rest stays until this is corrected; then run it again']);
}
