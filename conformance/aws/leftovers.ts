import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListPolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListResourceTagsCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { AwsAccount } from './account';
import { collect, pipelinesOf } from './executions';
import { stacksOf } from './stacks';
import { pipelineName, TAGS } from '../../src/model/names';
import { isOwnName } from '../names';

export type LeftoverKind = 'stack' | 'pipeline' | 'bucket' | 'parameter' | 'log group' | 'role' | 'policy' | 'key';

/** Something in the account that belongs to a solution or to its run, by its name or tag. */
export interface Leftover {
  readonly kind: LeftoverKind;
  readonly name: string;
  readonly arn?: string;
}

export const describeLeftover = ({ kind, name }: Leftover) => `${kind} ${name}`;

/** Everything of a solution that exists. Keys that are being deleted do not: AWS keeps them for some days, without cost. */
export async function leftoversOf(account: AwsAccount, solution: string): Promise<Leftover[]> {
  const own = (name: string | undefined) => name !== undefined && isOwnName(solution, name);
  const [stacks, pipelines, buckets, parameters, groups, roles, policies, keys] = await Promise.all([
    stacksOf(account, solution),
    pipelinesOf(account, solution),
    account.s3.send(new ListBucketsCommand({})).then(({ Buckets = [] }) => Buckets.map(({ Name }) => Name!)),
    collect(paginateDescribeParameters({ client: account.ssm }, {}), page => page.Parameters?.map(({ Name }) => Name!)),
    collect(paginateDescribeLogGroups({ client: account.logs }, {}), page => page.logGroups?.map(({ logGroupName }) => logGroupName!)),
    collect(paginateListRoles({ client: account.iam }, {}), page => page.Roles?.map(({ RoleName }) => RoleName!)),
    collect(paginateListPolicies({ client: account.iam }, { Scope: 'Local' }), page => page.Policies),
    keysOf(account, solution),
  ]);
  const named = (kind: LeftoverKind, names: readonly string[]) => names.filter(own).sort().map(name => ({ kind, name }));
  return [
    ...stacks.map(({ name }) => ({ kind: 'stack' as const, name })),
    ...pipelines.map(of => ({ kind: 'pipeline' as const, name: pipelineName(solution, of) })),
    ...named('bucket', buckets),
    ...named('parameter', parameters),
    ...named('log group', groups),
    ...named('role', roles),
    ...policies.filter(({ PolicyName }) => own(PolicyName)).map(({ PolicyName, Arn }) => ({ kind: 'policy' as const, name: PolicyName!, arn: Arn })),
    ...keys,
  ];
}

async function keysOf({ kms: client }: AwsAccount, solution: string): Promise<Leftover[]> {
  const ids = await collect(paginateListKeys({ client }, {}), page => page.Keys?.map(({ KeyId }) => KeyId!));
  const own = await Promise.all(ids.map(async KeyId => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    if (KeyMetadata!.KeyManager === 'AWS' || KeyMetadata!.KeyState === 'PendingDeletion') return false;
    const { Tags = [] } = await client.send(new ListResourceTagsCommand({ KeyId }));
    return Tags.some(({ TagKey, TagValue }) => TagKey === TAGS.solution && TagValue === solution);
  }));
  return ids.filter((_, index) => own[index]).map(name => ({ kind: 'key', name }));
}
