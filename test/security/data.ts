import type { AccountPolicies } from './account-policies';
import { grantedOnData } from './data-by-l2';
import { SOLUTION } from './placed';
import type { Question } from './question';
import { ACCOUNT, arn, type Need, parameterArn } from './request';
import { boundaryName, moduleBoundaryName, TAGS } from '../../src/model/names';
import type { PolicyDocument } from '@cv-insync/emulator/iam';

/** A boundary, with what it has to leave to a role whose own policy allows everything. */
export interface Bounded {
  readonly boundary: string;
  readonly needs: readonly Need[];
}

const NAME = `${SOLUTION}-one`;
const on = (resource: string, ...actions: string[]): Need[] => actions.map(action => ({ action, resource }));

/** What documents name, and no construct of the CDK grants. */
const DOCUMENTED: readonly Need[] = [
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
  ...on(arn('dynamodb', `table/${NAME}-T`), 'dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'),
  // Consumers with enhanced fan-out: https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
  ...on(arn('kinesis', `stream/${NAME}-S/consumer/C:1`), 'kinesis:SubscribeToShard'),
  // Resource type `express` of the service authorization reference.
  ...on(arn('states', `express:${NAME}-M:a:b`), 'states:DescribeExecution'),
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-users
  ...on(arn('kms', 'key/0a1b2c3d'), 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'),
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
  ...on(arn('cognito-idp', 'userpool/us-east-1_a'), 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser', 'cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup'),
  // https://docs.aws.amazon.com/iot/latest/developerguide/iot-connect-devices.html
  ...on('*', 'iot:DescribeEndpoint'),
  // A telephone number, which has no ARN: https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
  ...on('*', 'sns:Publish'),
  // Of modules, by docs/authors.md: what they produce, and their own parameters, whose names begin with a path or are plain.
  ...on(parameterArn(`/${SOLUTION}/modules/two/outputs/Out`), 'ssm:GetParameter', 'ssm:GetParameters'),
  ...[`/${NAME}/rate`, `/${NAME}-rate`].flatMap(name => on(parameterArn(name), 'ssm:PutParameter', 'ssm:DeleteParameter', 'ssm:DeleteParameters')),
];

/** Core modules send messages to devices: https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html */
const DEVICES: readonly Need[] = [
  ...on(arn('iot', 'client/vehicle-1'), 'iot:Connect'), ...on(arn('iot', 'topic/vehicles/1'), 'iot:Publish', 'iot:Receive'), ...on(arn('iot', 'topicfilter/vehicles/+'), 'iot:Subscribe'),
];

/** What roles do with data: what the CDK grants for it, and what documents name. */
export const bounded = (): Bounded[] => {
  const needs = [...grantedOnData(NAME), ...DOCUMENTED];
  return [{ boundary: moduleBoundaryName(SOLUTION, 'one'), needs }, { boundary: boundaryName(SOLUTION), needs: [...needs, ...DEVICES] }];
};

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] }) as PolicyDocument;

/** A request of a role whose own policy, and that of the key, allow everything. */
export const boundedQuestion = ({ managed }: AccountPolicies, boundary: string, { action, resource }: Need): Question => ({
  request: {
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}-Worker/session`,
    action,
    resource,
    resourceAccount: ACCOUNT,
    context: /^(cognito-idp|kms):/.test(action) ? { [`aws:ResourceTag/${TAGS.solution}`]: SOLUTION } : {},
  },
  policies: {
    identity: [policy(EVERYTHING)],
    boundary: managed.get(boundary),
    resource: action.startsWith('kms:') ? policy({ ...EVERYTHING, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }) : undefined,
  },
});
