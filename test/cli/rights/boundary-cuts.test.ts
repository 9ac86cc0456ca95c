import { type Asked, askedIn } from '../../../src/cli/rights/asked';
import { cutBy, moduleBoundary, permissionsFor } from '../../../src/cli/rights/boundary-cuts';
import { unneededOf } from '../../../src/cli/rights/cdk-grants';
import type { Granted } from '../../../src/cli/rights/role-policy';
import { staticTemplates } from '../../pipelines/solution';
import { templateOfGrants } from '../../security/data-by-l2';

const boundaryOfOne = (granted: readonly Granted[] = []) => moduleBoundary(staticTemplates()['templates/delivery-connection.template.json'], 'cv', 'one', granted);

/** What the boundary cuts off a statement: `action on resource`. */
const cuts = (actions: string[], resources: string[], more: Partial<Asked> & { granted?: readonly Granted[] } = {}) =>
  cutBy(boundaryOfOne(more.granted), { id: 'Policy', roles: [], actions, resources, ...more }).map(({ action, resource }) => `${action} on ${resource}`);

const ALERTS = 'arn:aws:iot:us-east-1:111122223333:topic/alerts/*';

test.each<[string, string[], string[], string[]]>([
  ['messages to devices', ['iot:Publish'], [ALERTS], [`iot:Publish on ${ALERTS}`]],
  ['a bucket that does not have the solution\'s name', ['s3:GetObject'], ['arn:aws:s3:::acme-data/*'], ['s3:GetObject on arn:aws:s3:::acme-data/*']],
  ['a bucket of the solution', ['s3:GetObject'], ['arn:aws:s3:::cv-two-b/*'], []],
  ['the buckets of the core, which have the solution\'s name', ['s3:PutObject'], ['arn:aws:s3:::cv-core-artifactbucket-x/*'], ['s3:PutObject on arn:aws:s3:::cv-core-artifactbucket-x/*']],
  ['any bucket: those of the solution are left', ['s3:GetObject'], ['*'], []],
  ['what cannot be known before the deployment', ['dynamodb:PutItem'], ['*'], []],
  ['an action that changes a resource', ['dynamodb:DeleteTable'], ['arn:aws:dynamodb:us-east-1:111122223333:table/cv-one-T'], ['dynamodb:DeleteTable on arn:aws:dynamodb:us-east-1:111122223333:table/cv-one-T']],
  ['a text message to a telephone number', ['sns:Publish'], ['*'], []],
  ['a key, which has the tag of the solution', ['kms:Decrypt'], ['arn:aws:kms:us-east-1:111122223333:key/*'], []],
  ['actions without resources', ['cloudwatch:PutMetricData', 'ec2:DescribeVpcs'], ['*'], ['ec2:DescribeVpcs on *']],
  ['an action without resources that is allowed on one, which allows nothing', ['ec2:DescribeVpcs'], ['arn:aws:ec2:us-east-1:111122223333:vpc/v'], []],
  ['each action only on resources of its types', ['iot:Publish', 'iot:Connect'], [ALERTS, 'arn:aws:iot:us-east-1:111122223333:client/c'],
    [`iot:Publish on ${ALERTS}`, 'iot:Connect on arn:aws:iot:us-east-1:111122223333:client/c']],
  ['a pattern that leaves actions that write', ['dynamodb:*'], ['arn:aws:dynamodb:us-east-1:111122223333:table/cv-one-T'], []],
  ['a pattern that leaves only an action that reads', ['iot:*'], ['*'], ['iot:* on *']],
  ['everything, which names nothing', ['*:*'], ['*'], []],
  ['an action that the reference does not have', ['iot:Teleport'], ['*'], ['iot:Teleport on *']],
  ['actions in another spelling', ['DynamoDB:putitem'], ['*'], []],
  ['what another role may do', ['sts:AssumeRole'], ['arn:aws:iam::111122223333:role/partner'], ['sts:AssumeRole on arn:aws:iam::111122223333:role/partner']],
])('%s', (_, actions, resources, expected) => expect(cuts(actions, resources)).toEqual(expected));

test('nothing is cut that the module\'s permissions add, unless it administers the account', () => {
  expect(cuts(['iot:Publish', 'iam:CreateUser'], [ALERTS], { granted: [{ actions: ['iot:*', 'iam:*'], resources: ['*'] }] })).toEqual([`iam:CreateUser on ${ALERTS}`]);
});

test('permissions are as narrow as the policies, in any region and account, or as what an action can be limited to', () => {
  const boundary = boundaryOfOne();
  const cut = (action: string, resource: string) => ({ action, resource });

  expect(permissionsFor(boundary, [cut('iot:Publish', ALERTS), cut('iot:Receive', ALERTS), cut('iot:Connect', '*'), cut('ec2:DescribeVpcs', '*')])).toEqual([
    { actions: ['iot:Publish', 'iot:Receive'], resources: ['arn:*:iot:*:*:topic/alerts/*'] },
    { actions: ['iot:Connect'], resources: ['arn:*:iot:*:*:client/*'] },
    { actions: ['ec2:DescribeVpcs'], resources: ['*'] },
  ]);
});

test('of a policy of AWS, what nothing is left of counts', () => {
  const role = (policy: string) => askedIn({
    solution: 'cv',
    module: 'one',
    resources: { Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${policy}`]] }] } } },
  }).flatMap(asked => cutBy(boundaryOfOne(), asked)).map(({ action }) => action);

  // Functions read streams by names that are known, so that their role needs no list of all.
  expect(role('service-role/AWSLambdaKinesisExecutionRole')).toEqual([]);
  expect(role('service-role/AWSLambdaBasicExecutionRole')).toEqual([]);
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
  expect(role('service-role/AWSLambdaVPCAccessExecutionRole')).toEqual(expect.arrayContaining(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces']));
});

describe('the grants of the CDK', () => {
  const asked = askedIn({ solution: 'cv', module: 'one', resources: templateOfGrants('cv-one') });

  test('lose nothing that code needs to read and write data of the solution', () => {
    expect(asked.flatMap(({ actions }) => actions).length).toBeGreaterThan(80);
    expect(asked.flatMap(one => cutBy(boundaryOfOne(), one))).toEqual([]);
  });

  test('contain everything that does not count', () => {
    expect([...new Set(asked.flatMap(({ actions }) => [...unneededOf(actions)]))].sort()).toEqual([
      's3:PutObjectLegalHold', 's3:PutObjectRetention', 'secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage',
      'states:DescribeActivity', 'states:DescribeStateMachine', 'states:ListActivities',
    ]);
  });

  test.each(['states:DescribeStateMachine', 's3:PutObjectRetention'])('hide nothing that a statement allows by itself: %s', action => {
    expect(cuts([action], ['*'])).toEqual([`${action} on *`]);
  });
});
