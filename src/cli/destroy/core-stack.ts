import { setTimeout as sleep } from 'timers/promises';
import type { DestroyAccount } from './destroy-account';
import { moduleStackName, coreRoleName } from '../../model/names';
import { deleteAndWait, settle } from '../aws/settle';
import type { DeployedStack } from '../aws/stacks';

/** Buckets of the core stack, by the ids that it gives them. Others in that stack are the user's own. */
const BUCKETS = ['ArtifactBucket', 'ModuleArtifactBucket', 'AssetBucket'];

/** How long a new role may take until CloudFormation can use it. */
const ROLE_PATIENCE = { attempts: 30, wait: 3000 } as const;

export const temporaryRoleName = (solution: string) => moduleStackName(solution, 'core-destroy');

/** Deletes the core's stack with its buckets; says why if it stays. */
export async function deleteCoreStack(solution: string, stack: DeployedStack, account: DestroyAccount): Promise<string | undefined> {
  const { stacks, resources, buckets } = account;
  await settle(stacks, stack.name);
  const roleArn = await outlivingRole(solution, stack, account);
  const empty = async () => {
    for (const { logicalId, physicalId } of await resources.list(stack.name)) if (BUCKETS.includes(logicalId)) await buckets.empty(physicalId);
  };
  await empty();
  const problem = await whenRoleIsKnown(() => deleteAndWait(stacks, stack.name, roleArn));
  if (!problem) return undefined;
  // What had begun before everything was stopped may have written once more.
  await empty();
  return deleteAndWait(stacks, stack.name, roleArn);
}

/** The role that the core's stack was deployed with goes with it, so a copy has to finish the work. Roles of the user's own do not. */
async function outlivingRole(solution: string, { roleArn = '' }: DeployedStack, { roles }: DestroyAccount): Promise<string | undefined> {
  const [own, temporary] = [coreRoleName(solution, 'deploy'), temporaryRoleName(solution)];
  if (![own, temporary].some(name => roleArn.endsWith(`/${name}`))) return undefined;
  return await roles.find(own) ? roles.copy(own, temporary) : roles.find(temporary);
}

async function whenRoleIsKnown<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ROLE_PATIENCE.attempts || !/cannot be assumed|role.*is invalid/i.test((error as Error).message)) throw error;
      await sleep(ROLE_PATIENCE.wait);
    }
  }
}
