import { setTimeout as sleep } from 'timers/promises';
import type { DestroyAccount } from './destroy-account';
import { moduleStackName, coreRoleName } from '../../model/names';
import { deleteAndWait, settle } from '../aws/settle';
import type { DeployedStack } from '../aws/stacks';

/** Logical ids of the core's buckets. Other buckets in that stack belong to the user. */
const BUCKETS = ['ArtifactBucket', 'ModuleArtifactBucket', 'AssetBucket'];

/** IAM is eventually consistent: CloudFormation may not be able to use a new role at once. */
const ROLE_RETRY = { attempts: 30, wait: 3000 } as const;

export const temporaryRoleName = (solution: string) => moduleStackName(solution, 'core-destroy');

/** Deletes the core's stack with its buckets. Returns the problem if it cannot be deleted. */
export async function deleteCoreStack(solution: string, stack: DeployedStack, account: DestroyAccount): Promise<string | undefined> {
  const { stacks, resources, buckets } = account;
  await settle(stacks, stack.name);
  const roleArn = await roleForDeletion(solution, stack, account);
  const empty = async () => {
    for (const { logicalId, physicalId } of await resources.list(stack.name)) if (BUCKETS.includes(logicalId)) await buckets.empty(physicalId);
  };
  await empty();
  const problem = await retryUntilRoleExists(() => deleteAndWait(stacks, stack.name, roleArn));
  if (!problem) return undefined;
  // Something that was in progress when everything was stopped may have written once more.
  await empty();
  return deleteAndWait(stacks, stack.name, roleArn);
}

/** The deploy role of the core is part of its stack, so a copy of it deletes the stack. A role of the user's own is not, and is used as it is. */
async function roleForDeletion(solution: string, { roleArn = '' }: DeployedStack, { roles }: DestroyAccount): Promise<string | undefined> {
  const [own, temporary] = [coreRoleName(solution, 'deploy'), temporaryRoleName(solution)];
  if (![own, temporary].some(name => roleArn.endsWith(`/${name}`))) return undefined;
  return await roles.find(own) ? roles.copy(own, temporary) : roles.find(temporary);
}

async function retryUntilRoleExists<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ROLE_RETRY.attempts || !/cannot be assumed|role.*is invalid/i.test((error as Error).message)) throw error;
      await sleep(ROLE_RETRY.wait);
    }
  }
}
