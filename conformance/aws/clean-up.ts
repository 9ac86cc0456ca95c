import { DeleteStackCommand, UpdateTerminationProtectionCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeletePipelineCommand } from '@aws-sdk/client-codepipeline';
import { DeletePolicyCommand, DeleteRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import type { AwsAccount } from './account';
import { describeLeftover, type Leftover, type LeftoverKind, leftoversOf } from './leftovers';
import { buckets } from '../../src/cli/aws/buckets';
import { DIRECT_STACK } from '../names';

/** Seconds for the deletion of one stack. */
const STACK_LIMIT = 45 * 60;
/** AWS keeps a key for at least this time. */
const KEY_DAYS = 7;
/** A deletion may leave something that it needed itself, such as the log of a build that was running. */
const PASSES = 3;

export interface CleanUp {
  readonly account: AwsAccount;
  readonly solution: string;
  /** Runs `cv-insync destroy`; returns why it failed. */
  readonly destroy: () => Promise<string | undefined>;
  readonly log: (line: string) => void;
}

/** Deletes everything of a solution and its run. Returns what is left, with the reasons. */
export async function cleanUp({ account, solution, destroy, log }: CleanUp): Promise<string[]> {
  // Stacks that a check deployed with the role of a module have to go before that role does.
  const direct = (await leftoversOf(account, solution)).filter(({ kind, name }) => kind === 'stack' && DIRECT_STACK.test(name.slice(solution.length)));
  await Promise.all(direct.map(({ name }) => deleteStack(account, name).catch(() => undefined)));
  const failure = await destroy();
  if (failure) log(`cv-insync destroy failed, what it left is deleted one by one: ${failure}`);
  const problems = new Map<string, string>();
  for (let pass = 0; pass < PASSES; pass++) {
    const left = await leftoversOf(account, solution);
    if (!left.length) return [];
    problems.clear();
    // In the order of kinds: what others use goes last.
    for (const leftover of [...left].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))) {
      log(`deleting ${describeLeftover(leftover)}`);
      await DELETE[leftover.kind](account, leftover).catch((error: Error) => problems.set(describeLeftover(leftover), error.message));
    }
  }
  return (await leftoversOf(account, solution)).map(leftover => {
    const why = problems.get(describeLeftover(leftover));
    return describeLeftover(leftover) + (why ? `: ${why}` : '');
  });
}

const ORDER: readonly LeftoverKind[] = ['pipeline', 'stack', 'bucket', 'parameter', 'log group', 'role', 'policy', 'key'];

const DELETE: Readonly<Record<LeftoverKind, (account: AwsAccount, leftover: Leftover) => Promise<unknown>>> = {
  'stack': (account, { name }) => deleteStack(account, name),
  'pipeline': ({ codepipeline }, { name }) => codepipeline.send(new DeletePipelineCommand({ name })),
  'bucket': async ({ s3 }, { name: Bucket }) => {
    await buckets(s3).empty(Bucket);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  },
  'parameter': ({ ssm }, { name: Name }) => ssm.send(new DeleteParameterCommand({ Name })),
  'log group': ({ logs }, { name: logGroupName }) => logs.send(new DeleteLogGroupCommand({ logGroupName })),
  'role': async ({ iam }, { name: RoleName }) => {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
  'policy': ({ iam }, { arn: PolicyArn }) => iam.send(new DeletePolicyCommand({ PolicyArn })),
  'key': ({ kms }, { name: KeyId }) => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: KEY_DAYS })),
};

export async function deleteStack({ cloudformation: client, endpoint }: AwsAccount, StackName: string): Promise<void> {
  await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false })).catch(() => undefined);
  await client.send(new DeleteStackCommand({ StackName }));
  const [minDelay, maxDelay] = endpoint === undefined ? [5, 30] : [1, 1];
  await waitUntilStackDeleteComplete({ client, maxWaitTime: STACK_LIMIT, minDelay, maxDelay }, { StackName });
}
