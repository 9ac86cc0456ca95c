import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DescribeRuleCommand, EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { automation } from '../../../src/cli/aws/automation';
import { buckets } from '../../../src/cli/aws/buckets';
import { roles } from '../../../src/cli/aws/iam-roles';
import { pipelineStates } from '../../../src/cli/aws/pipeline-states';
import { settle } from '../../../src/cli/aws/settle';
import { stackResources } from '../../../src/cli/aws/stack-resources';
import { stacks } from '../../../src/cli/aws/stacks';
import { retainedBy } from '../../../src/model/stack-resource';
import { servedAccount } from '../../registry/served-account';

servedAccount();

test('all versions in a bucket are deleted; a missing bucket counts as empty', async () => {
  const s3 = new S3Client({});
  await s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'artifacts', VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Key of ['a', 'a', 'b']) await s3.send(new PutObjectCommand({ Bucket: 'artifacts', Key, Body: 'x' }));

  await buckets().empty('artifacts');
  await buckets().empty('none');

  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'artifacts' }));
  expect([...Versions, ...DeleteMarkers]).toEqual([]);
});

test('a role is copied with its policies, again if necessary, and removed', async () => {
  const iam = new IAMClient({});
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
  await iam.send(new CreateRoleCommand({ RoleName: 's-core-deploy', AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 's-core-deploy', PolicyName: 'permissions', PolicyDocument }));

  for (let time = 0; time < 2; time++) expect(await roles().copy('s-core-deploy', 's-core-destroy')).toMatch(/role\/s-core-destroy$/);
  const copied = await iam.send(new GetRolePolicyCommand({ RoleName: 's-core-destroy', PolicyName: 'permissions' }));
  expect(JSON.parse(decodeURIComponent(copied.PolicyDocument!))).toEqual(JSON.parse(PolicyDocument));

  for (let time = 0; time < 2; time++) await roles().remove('s-core-destroy');
  expect(await roles().find('s-core-destroy')).toBeUndefined();
});

test.each<[string, object]>([
  ['whom others trust', { AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }) }],
  ['with a path', { Path: '/s-one-x/' }],
])('a role of the copy\'s name %s is not given the permissions', async (_, squatted) => {
  const iam = new IAMClient({});
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  for (const RoleName of ['s-core-deploy', 's-core-destroy']) await roles().remove(RoleName);
  await iam.send(new CreateRoleCommand({ RoleName: 's-core-deploy', AssumeRolePolicyDocument }));
  await iam.send(new CreateRoleCommand({ RoleName: 's-core-destroy', AssumeRolePolicyDocument, ...squatted }));

  await expect(roles().copy('s-core-deploy', 's-core-destroy')).rejects.toThrow(/this role exists and is not a copy of s-core-deploy.*find out who made it, delete it/);
});

test('rules are disabled by the prefix of their names', async () => {
  const events = new EventBridgeClient({});
  for (const Name of ['s-core-daily', 's-x-core-daily']) await events.send(new PutRuleCommand({ Name, ScheduleExpression: 'rate(1 day)' }));

  expect(await automation().disableRules('s-core-')).toEqual(['s-core-daily']);

  expect((await events.send(new DescribeRuleCommand({ Name: 's-core-daily' }))).State).toBe('DISABLED');
  expect((await events.send(new DescribeRuleCommand({ Name: 's-x-core-daily' }))).State).toBe('ENABLED');
});

test('the resources that a stack will retain are read from its template', async () => {
  const queue = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } };
  const TemplateBody = JSON.stringify({ Resources: { Kept: { ...queue, DeletionPolicy: 'RetainExceptOnCreate' }, Gone: queue } });
  await new CloudFormationClient({}).send(new CreateStackCommand({ StackName: 's-dtc', TemplateBody }));

  for (let wait = 0; wait < 100 && (await stacks().find('s-dtc'))?.status !== 'CREATE_COMPLETE'; wait++) await new Promise(next => setTimeout(next, 20));
  expect((await retainedBy('s-dtc', stackResources())).map(({ logicalId }) => logicalId)).toEqual(['Kept']);
  expect(await retainedBy('none', stackResources())).toEqual([]);
  // The stack may be deleted between the reading of its resources and that of its template.
  expect(await stackResources().template('none')).toEqual({});
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html: a reference in DeletionPolicy
test('a deletion policy that is a reference is resolved', async () => {
  const TemplateBody = JSON.stringify({
    Transform: 'AWS::LanguageExtensions',
    Parameters: { Policy: { Type: 'String', Default: 'Retain' } },
    Resources: { Kept: { Type: 'AWS::SSM::Parameter', DeletionPolicy: { Ref: 'Policy' }, Properties: { Type: 'String', Value: 'x' } } },
  });
  await new CloudFormationClient({}).send(new CreateStackCommand({ StackName: 's-trips', TemplateBody, Capabilities: ['CAPABILITY_AUTO_EXPAND'] }));
  await settle(stacks(), 's-trips');
  expect((await retainedBy('s-trips', stackResources())).map(({ logicalId }) => logicalId)).toEqual(['Kept']);
});

test('a missing pipeline or project has no state, no stages and no builds', async () => {
  expect(await pipelineStates().find('dtc.s')).toBeUndefined();
  expect(await automation().stages('dtc.s')).toEqual([]);
  await automation().stopBuilds('s-core-apply');
});
