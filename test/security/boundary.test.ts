import { arn, parameterArn, roleArn, s3Arn } from './request';
import { boundaryPolicy, type Granted } from '../../src/cli/rights/role-policy';
import { staticTemplates } from '../pipelines/solution';
import { actionFact, actionsOfService, resourceTypeFacts, servicePrefixes } from '@cv-insync/emulator/facts';
import { type Context, evaluate, type PolicyDocument, type Statement } from '@cv-insync/emulator/iam';

const KEY = arn('kms', 'key/of-the-solution');
const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The boundary of the module `one` of the solution `cv`. */
const boundaryOfOne = (granted: readonly Granted[] = []) => boundaryPolicy(
  staticTemplates()['templates/delivery-connection.template.json'], { Solution: 'cv', Module: 'one', KeyArn: KEY }, granted,
);

/** The policies of keys and roles that trust everybody in the account. */
const TRUSTING: PolicyDocument = {
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: ['kms:*', 'sts:AssumeRole'], Resource: '*' }],
};

/** Whether a role of the module may do something whose own policy allows everything. */
const allows = (boundary: PolicyDocument, action: string, resource: string, context: Context = {}) => evaluate({
  principal: 'arn:aws:sts::123456789012:assumed-role/cv-one-Worker/session', action, resource, resourceAccount: '123456789012', context,
}, { identity: [EVERYTHING], boundary, resource: /^(kms|sts):/.test(action) ? TRUSTING : undefined }).allowed;

const boundary = boundaryOfOne();
const tagged = (solution: string) => ({ 'aws:ResourceTag/insync:solution': solution });

describe('a role of a module whose policy allows everything', () => {
  test.each<[string, string, string, Context?]>([
    ['overwrites the zip that the core is built from', 's3:PutObject', s3Arn('acme-releases', 'core.zip')],
    ['overwrites the zip that another module is built from', 's3:PutObject', s3Arn('acme-releases', 'two.zip')],
    ['deletes a version of such a zip', 's3:DeleteObjectVersion', s3Arn('acme-releases', 'core.zip')],
    ['writes artifacts of the core', 's3:PutObject', s3Arn('cv-core-artifactbucket-1a2b', 'core.cv/Prepare/x')],
    ['writes artifacts of modules', 's3:PutObject', s3Arn('cv-core-moduleartifactbucket-1a2b', 'two.cv/Package/x')],
    ['writes code of another module', 's3:PutObject', s3Arn('cv-assets-123456789012-us-east-1', 'two/code.zip')],
    ['writes artifacts of another solution', 's3:PutObject', s3Arn('other-core-artifactbucket-1a2b', 'core.other/Prepare/x')],
    ['writes the parameters of another core', 'ssm:PutParameter', parameterArn('/other/core/key-arn')],
    ['lists a module in another solution', 'ssm:PutParameter', parameterArn('/other/directory/operator/mine')],
    ['lists a module in its own solution', 'ssm:PutParameter', parameterArn('/cv/directory/operator/mine')],
    ['changes the parameters of its core', 'ssm:PutParameter', parameterArn('/cv/core/key-arn')],
    ['changes outputs of another module', 'ssm:PutParameter', parameterArn('/cv/modules/two/outputs/Out')],
    ['changes parameters of another module', 'ssm:PutParameter', parameterArn('/cv-onex/rate')],
    ['labels an entry', 'ssm:LabelParameterVersion', parameterArn('/cv/directory/operator/two')],
    ['tags an entry', 'ssm:AddTagsToResource', parameterArn('/cv/directory/operator/two')],
    ['decrypts with the key of the core', 'kms:Decrypt', KEY, tagged('cv')],
    ['decrypts with the key of another solution', 'kms:Decrypt', arn('kms', 'key/other'), tagged('other')],
    ['schedules the deletion of a key', 'kms:ScheduleKeyDeletion', arn('kms', 'key/two'), tagged('cv')],
    ['disables the rule that another core is started by', 'events:DisableRule', arn('events', 'rule/other-core-directory')],
    ['changes the rule that starts another module', 'events:PutRule', arn('events', 'rule/cv-delivery-two-SourceRule-1A2B')],
    ['redirects the rule that starts another module', 'events:PutTargets', arn('events', 'rule/cv-delivery-two-SourceRule-1A2B')],
    ['invokes a function of another solution', 'lambda:InvokeFunction', arn('lambda', 'function:other-fleet-F')],
    ['invokes a function of the core', 'lambda:InvokeFunction', arn('lambda', 'function:cv-core-gate')],
    ['replaces the code of another module\'s function', 'lambda:UpdateFunctionCode', arn('lambda', 'function:cv-two-F')],
    ['mails in the name of the solution', 'sns:Publish', arn('sns', 'cv-core-notifications')],
    ['sets an alarm off with a text', 'cloudwatch:SetAlarmState', arn('cloudwatch', 'alarm:cv-two-A')],
    ['writes into the bucket of a CDK bootstrap', 's3:PutObject', s3Arn('cdk-hnb659fds-assets-123456789012-us-east-1', 'x.zip')],
    ['takes on a role of a CDK bootstrap', 'sts:AssumeRole', roleArn('cdk-hnb659fds-deploy-role-123456789012-us-east-1')],
    ['pushes an image', 'ecr:PutImage', arn('ecr', 'repository/cdk-hnb659fds-container-assets')],
    ['pushes to a repository of CodeCommit', 'codecommit:GitPush', arn('codecommit', 'core')],
    ['connects to an instance', 'ec2-instance-connect:SendSSHPublicKey', arn('ec2', 'instance/i-0123456789abcdef0')],
    ['submits a job', 'batch:SubmitJob', arn('batch', 'job-queue/any')],
    ['enters a cluster', 'eks:AccessKubernetesApi', arn('eks', 'cluster/any')],
    ['assigns an account of IAM Identity Center', 'sso:CreateAccountAssignment', 'arn:aws:sso:::instance/ssoins-0123456789abcdef'],
    ['stops a trail', 'cloudtrail:StopLogging', arn('cloudtrail', 'trail/any')],
    ['deletes a detector', 'guardduty:DeleteDetector', arn('guardduty', 'detector/any')],
    ['allows public buckets', 's3:PutAccountPublicAccessBlock', '*'],
    ['makes an access point of a bucket', 's3:CreateAccessPoint', arn('s3', 'accesspoint/any')],
    ['subscribes to a product', 'aws-marketplace:Subscribe', '*'],
    ['changes a policy of the account', 'iam:PutRolePolicy', roleArn('cv-core-deploy')],
  ])('does not get: %s', (...[, action, resource, context]) => {
    expect(allows(EVERYTHING, action, resource, context)).toBe(true);
    expect(allows(boundary, action, resource, context)).toBe(false);
  });

  test.each<[string, string, string, Context?]>([
    ['its own table', 'dynamodb:PutItem', arn('dynamodb', 'table/cv-one-T')],
    ['a table that another module shares', 'dynamodb:GetItem', arn('dynamodb', 'table/cv-two-T/index/I')],
    ['its own stream', 'dynamodb:GetRecords', arn('dynamodb', 'table/cv-one-T/stream/2026')],
    ['a bucket of the solution', 's3:PutObject', s3Arn('cv-telemetry-raw', 'x')],
    ['a function of another module', 'lambda:InvokeFunction', arn('lambda', 'function:cv-two-F')],
    ['a state machine', 'states:StartExecution', arn('states', 'stateMachine:cv-one-S')],
    ['its own logs', 'logs:PutLogEvents', arn('logs', 'log-group:/aws/lambda/cv-one-F:log-stream:x')],
    ['a key of the solution', 'kms:Decrypt', arn('kms', 'key/two'), tagged('cv')],
    ['a user of the solution\'s pool', 'cognito-idp:AdminGetUser', arn('cognito-idp', 'userpool/us-east-1_a'), tagged('cv')],
    ['what another module produces', 'ssm:GetParameter', parameterArn('/cv/modules/two/outputs/Out')],
    ['its own parameter', 'ssm:PutParameter', parameterArn('/cv-one/rate')],
    ['a telephone number', 'sns:Publish', '*'],
    ['metrics', 'cloudwatch:PutMetricData', '*'],
    ['traces', 'xray:PutTraceSegments', '*'],
  ])('reaches %s', (...[, action, resource, context]) => expect(allows(boundary, action, resource, context)).toBe(true));
});

// https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
test('a state machine adds the resource policy that its log deliveries need, and the code of a function does not', () => {
  const code = { 'lambda:SourceFunctionArn': arn('lambda', 'function:cv-one-F') };

  expect(allows(boundary, 'logs:PutResourcePolicy', '*')).toBe(true);
  expect(allows(boundary, 'logs:PutResourcePolicy', '*', code)).toBe(false);
  expect(allows(boundary, 'logs:CreateLogDelivery', '*', code)).toBe(true);
});

describe('the permissions of an entry', () => {
  const permitted = boundaryOfOne([{ actions: ['s3:*', 'ssm:*', 'iam:*', 'iot:Publish', 'sts:AssumeRole'], resources: ['*'] }]);

  test.each([
    ['iot:Publish', arn('iot', 'topic/connectedcar/alert/1')], ['s3:PutObject', s3Arn('acme-data', 'x')], ['ssm:PutParameter', parameterArn('/elsewhere')],
    ['sts:AssumeRole', roleArn('partner')],
  ])('reach what the module runs, too: %s', (action, resource) => {
    expect(allows(boundary, action, resource)).toBe(false);
    expect(allows(permitted, action, resource)).toBe(true);
  });

  test.each([
    ['iam:CreateRole', roleArn('cv-one-free')], ['s3:PutObject', s3Arn('cv-core-artifactbucket-1a2b', 'x')], ['s3:PutObject', s3Arn('cv-assets-123456789012-us-east-1', 'two/x')],
    ['ssm:PutParameter', parameterArn('/cv/directory/operator/mine')], ['ssm:PutParameter', parameterArn('/other/directory/operator/mine')], ['ssm:PutParameter', parameterArn('/cv/core/key-arn')],
  ])('reach neither administration nor the core: %s on %s', (action, resource) => expect(allows(permitted, action, resource)).toBe(false));
});

/** The service authorization reference of AWS, as the facts have it: every action that changes something. */
const CHANGING = servicePrefixes().flatMap(service => actionsOfService(service).map(name => `${service}:${name}`))
  .filter(action => ['Write', 'Permissions management', 'Tagging'].includes(actionFact(action)!.level));

const actionsIn = ({ Statement: statements }: PolicyDocument) => [statements].flat().filter((one): one is Statement => (one as Statement).Effect === 'Allow').flatMap(({ Action = [] }) => Action);

/** A resource of each type that an action knows, and of none, with a name. */
function resourcesOf(action: string, name: string): string[] {
  const [service] = action.split(':');
  const filled = resourceTypeFacts(service, actionFact(action)).map(({ arn: form }) => form
    .replace('${Partition}', 'aws').replace('${Region}', 'us-east-1').replace('${Account}', '123456789012').replace(/\$\{\w+\}/g, name));
  return ['*', ...filled];
}

test('of all actions of AWS that change something, a role may do only reviewed ones to what does not have the solution\'s name', () => {
  // What is refused even without limits of resources is refused with them.
  const unlimited: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actionsIn(boundary), Resource: '*' }] };
  const reached = CHANGING.filter(action => allows(unlimited, action, '*')).filter(action => ['other', 'other-core-x', 'cvx-one-x', 'cdk-hnb659fds-x']
    .some(name => resourcesOf(action, name).some(resource => allows(boundary, action, resource))));

  expect(CHANGING.length).toBeGreaterThan(9_000);
  expect(reached.sort()).toEqual([
    'cloudwatch:PutMetricData',
    // The logs of state machines. They set up deliveries to log groups, which is no right to read logs.
    'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
    // Text messages to telephone numbers.
    'sns:Publish',
    'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
  ]);
});
