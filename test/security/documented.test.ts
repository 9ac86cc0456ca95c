import { Evaluator } from './evaluator';
import { placeSolution, SOLUTION } from './placed';
import { arn, type Need, passRole, pipelineArn, REGION, roleArn, s3Arn, stackArn, tagsAsContext } from './request';
import type { Entry } from '../../src/model/entry';
import { coreTemplate } from '../pipelines/solution';

/**
 * What AWS's documents ask of the solution's roles, beyond what the emulator notices. The source is named beside each: CloudFormation's registry schemas are those
 * of cfn-lint 1.58.0 (`handlers.*.permissions`), the guide of CodePipeline is https://docs.aws.amazon.com/codepipeline/latest/userguide.
 */
jest.setTimeout(60_000);

const ENTRIES: readonly Entry[] = [
  { schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } },
  { schema: 1, name: 'three', source: { kind: 's3', bucket: 'somebodys-modules', key: 'three.zip' } },
];

let iam: Evaluator;
let core: string;
let modules: string;
beforeAll(async () => {
  const policies = await placeSolution(ENTRIES);
  iam = new Evaluator(policies);
  const buckets = [...policies.keyOfBucket.keys()];
  core = buckets.find(name => name.includes('artifactbucket') && !name.includes('module'))!;
  modules = buckets.find(name => name.includes('moduleartifactbucket'))!;
});

const role = (name: string) => `${SOLUTION}-${name}`;
const asked = (name: string, ...needs: Need[]) => needs.map(need => ({ role: role(name), ...need }));
const on = (resource: string, ...actions: string[]): Need[] => actions.map(action => ({ action, resource }));
const tags = (module: string, solution = SOLUTION) => [{ Key: 'insync:solution', Value: solution }, { Key: 'insync:module', Value: module }];
const under = (context: Need['context'], needs: Need[]): Need[] => needs.map(need => ({ ...need, context: { ...need.context, ...context } }));
const api = (path: string) => `arn:aws:apigateway:${REGION}::${path}`;

describe('pipelines', () => {
  // Service Authorization Reference of CodePipeline, CreatePipeline and UpdatePipeline: dependent action iam:PassRole, also for the roles in actions' configuration.
  test('are created by whoever may pass the roles of their CloudFormation actions, and no others', async () => {
    const passes = (...names: string[]) => names.map(name => passRole(role(name), 'cloudformation.amazonaws.com'));

    expect(await iam.refused(asked('core-deliver', ...passes('delivery-one-deploy', 'delivery-three-deploy')))).toEqual([]);
    expect(await iam.refused(asked('core-deploy', ...passes('core-deploy')))).toEqual([]);
    expect(await iam.allowed(asked('core-deliver', ...passes('core-deploy', 'core-deliver', 'delivery-one-build', 'one-Worker'), passRole(role('delivery-one-deploy'), 'lambda.amazonaws.com')))).toEqual([]);
  });

  // Schema of AWS::CodePipeline::Pipeline, update: codepipeline:DisableStageTransition, EnableStageTransition, iam:GetRole.
  test('are updated with the state of their transitions', async () => {
    const transitions = (pipeline: string) => ['Enable', 'Disable'].map(verb => ({ action: `codepipeline:${verb}StageTransition`, resource: `${pipelineArn(pipeline)}/Deploy` }));

    expect(await iam.refused([
      ...asked('core-deliver', ...transitions(`one.${SOLUTION}`), ...on(roleArn(role('core-module-pipelines')), 'iam:GetRole')),
      ...['core', 'modules'].flatMap(name => asked('core-deploy', ...transitions(`${name}.${SOLUTION}`))),
    ])).toEqual([]);
    expect(await iam.allowed(asked('core-deliver', ...transitions(`one.${SOLUTION}-x`)))).toEqual([]);
  });

  // Guide, "Manage the CodePipeline service role": AllowS3ObjectAccess; PutObjectAcl also in CDK's CodeStarConnectionsSourceAction.bound (bucket.grantPutAcl).
  test('store artifacts with access-control list and tags', async () => {
    const artifact = (bucket: string, key: string) => on(s3Arn(bucket, key), 's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging', 's3:GetObjectTagging', 's3:GetObjectVersionTagging');

    expect(await iam.refused([
      ...asked('core-pipeline', ...artifact(core, `core.${SOLUTION.slice(0, 15)}/Source/x`)),
      ...asked('core-modules-pipeline', ...artifact(core, `modules.${SOLUTION.slice(0, 12)}/Definition/x`)),
      ...asked('core-module-pipelines', ...artifact(modules, `one.${SOLUTION.slice(0, 16)}/Source/x`)),
      // The action reads the bucket with this role, and stores what it read.
      ...asked('delivery-three-build', ...artifact(modules, `three.${SOLUTION.slice(0, 14)}/Source/x`)),
    ])).toEqual([]);
    expect(await iam.allowed(asked('delivery-one-build', ...on(s3Arn(modules, `one.${SOLUTION.slice(0, 16)}/Source/x`), 's3:PutObjectAcl')))).toEqual([]);
  });

  // Service Authorization Reference of CloudFormation: TagResource and UntagResource, which CreateStack and UpdateStack ask for where tags are added and removed.
  test('change the tags of stacks', async () => {
    const tagging = (stack: string) => on(stackArn(role(stack)), 'cloudformation:TagResource', 'cloudformation:UntagResource');

    expect(await iam.refused([
      ...asked('core-pipeline', ...tagging('core'), ...tagging('modules'), ...tagging('fleet')),
      ...asked('core-module-pipelines', ...tagging('one')),
      ...asked('delivery-one-deploy', ...tagging('one-Nested')),
      ...asked('core-deploy', ...tagging('fleet-Nested')),
      ...asked('core-apply', ...tagging('delivery-one')),
    ])).toEqual([]);
  });
});

// https://github.com/Miserlou/Zappa/issues/381: EventBridge refuses a rule whose role does not exist yet.
test('a rule is created after the role that it starts a pipeline with', () => {
  const { Resources } = coreTemplate().toJSON();

  expect(Resources.DirectoryRule.Properties.Targets[0].RoleArn).toEqual({ 'Fn::Sub': '${StartRole.Arn}' });
});

describe('what is read and tagged besides the properties that a template gives', () => {
  // Registry schemas: the read, create and update handlers, which CloudFormation runs for every resource of these types.
  const NAMED = (prefix: string): Need[] => [
    ...on(s3Arn(`${prefix}data`), 's3:TagResource', 's3:UntagResource', 's3:ListTagsForResource', 's3:GetAccelerateConfiguration', 's3:GetAnalyticsConfiguration',
      's3:GetBucketAbac', 's3:GetIntelligentTieringConfiguration', 's3:GetInventoryConfiguration', 's3:GetMetricsConfiguration', 's3:GetReplicationConfiguration'),
    ...on(arn('sns', `${prefix}T`), 'sns:GetDataProtectionPolicy', 'sns:ListSubscriptionsByTopic', 'sns:ListTagsForResource'),
    ...on(arn('logs', `log-group:${prefix}L`), 'logs:GetDataProtectionPolicy', 'logs:ListTagsForResource', 'logs:DeleteRetentionPolicy'),
    ...on(arn('dynamodb', `table/${prefix}T`), 'dynamodb:GetResourcePolicy', 'dynamodb:DescribeKinesisStreamingDestination', 'dynamodb:DescribeTimeToLive', 'dynamodb:ListTagsOfResource'),
    ...on(arn('lambda', `function:${prefix}F`), 'lambda:GetRuntimeManagementConfig', 'lambda:GetFunctionRecursionConfig', 'lambda:PutRuntimeManagementConfig', 'lambda:GetFunctionConcurrency'),
    ...on(arn('lambda', `function:${prefix}F:live`), 'lambda:PutProvisionedConcurrencyConfig'),
    ...on(arn('kinesis', `stream/${prefix}S`), 'kinesis:ListTagsForResource', 'kinesis:TagResource', 'kinesis:UntagResource', 'kinesis:StopStreamEncryption',
      'kinesis:IncreaseStreamRetentionPeriod', 'kinesis:DecreaseStreamRetentionPeriod', 'kinesis:UpdateStreamWarmThroughput'),
    ...on(arn('states', `stateMachine:${prefix}M`), 'states:ListTagsForResource', 'states:TagResource'),
    ...on(arn('events', `rule/${prefix}R`), 'events:ListTagsForResource'),
    ...on(arn('iot', `policy/${prefix}P`), 'iot:SetDefaultPolicyVersion', 'iot:ListTagsForResource'),
    ...on(roleArn(`${prefix}R`), 'iam:UpdateRoleDescription', 'iam:GetRole'),
  ];

  test('is allowed to whom the resources belong, by their names', async () => {
    expect(await iam.refused([...asked('delivery-one-deploy', ...NAMED(role('one-'))), ...asked('core-deploy', ...NAMED(role('fleet-')))])).toEqual([]);
    expect(await iam.allowed([...asked('delivery-one-deploy', ...NAMED(role('onex-')), ...NAMED(role('fleet-'))), ...asked('core-deploy', ...NAMED('connected-fleet-'))])).toEqual([]);
  });

  test('of rules and parameters is allowed to whoever places deliveries and the core', async () => {
    expect(await iam.refused([
      ...asked('core-deliver', ...on(arn('events', `rule/${role('delivery-three-SourceRule')}`), 'events:ListTagsForResource')),
      ...asked('core-deploy', ...on(arn('ssm', `parameter/${SOLUTION}/core/key-arn`), 'ssm:ListTagsForResource')),
    ])).toEqual([]);
  });
});

/** Resources that AWS names by itself, with the calls that change their tags. */
const TAGGED: readonly [resource: string, ...actions: string[]][] = [
  [arn('kms', 'key/0a1b2c3d-0000-1111-2222-333344445555'), 'kms:TagResource', 'kms:UntagResource'],
  [arn('cognito-idp', 'userpool/us-east-1_AbCdEfGhI'), 'cognito-idp:TagResource', 'cognito-idp:UntagResource'],
  [arn('cognito-identity', 'identitypool/us-east-1:0a1b2c3d'), 'cognito-identity:TagResource', 'cognito-identity:UntagResource'],
  [arn('lambda', 'event-source-mapping:6f5c2a1e-0000-1111-2222-333344445555'), 'lambda:TagResource', 'lambda:UntagResource'],
];
const tagging = TAGGED.flatMap(([resource, ...actions]) => on(resource, ...actions));

describe('tags of resources that AWS names', () => {
  // IAM user guide, "aws:ResourceTag": the key is there where the resource has tags, and in requests that create a resource with tags.
  test('can be changed once the resource carries the tags of its owner, also when a stack is updated and sends the changed tags only', async () => {
    const owned = (module: string) => under({ ...tagsAsContext('aws:ResourceTag', tags(module)), ...tagsAsContext('aws:RequestTag', [{ Key: 'colour', Value: 'red' }]) }, tagging);

    expect(await iam.refused([...asked('delivery-one-deploy', ...owned('one')), ...asked('core-deploy', ...owned('fleet'))])).toEqual([]);
  });

  test('cannot be changed of what carries another tag, or none, whatever tags are asked for', async () => {
    const taken = (...of: ReturnType<typeof tags>) => under({ ...tagsAsContext('aws:ResourceTag', of), ...tagsAsContext('aws:RequestTag', tags('one')) }, tagging);

    expect(await iam.allowed(asked('delivery-one-deploy', ...taken(...tags('core')), ...taken(...tags('two')), ...taken(...tags('one', 'connected-vehicle-x')), ...taken()))).toEqual([]);
    expect(await iam.allowed(asked('core-deploy', ...taken(...tags('one', 'connected-vehicle-x')), ...taken()))).toEqual([]);
  });
});

describe('APIs', () => {
  const calls = (path: string, ...verbs: string[]) => on(api(path), ...verbs.map(verb => `apigateway:${verb}`));
  const PARTS: Need[] = ['authorizers', 'integrations', 'deployments', 'models', 'stages']
    .flatMap(part => [...calls(`/apis/a1b2c3/${part}`, 'POST'), ...calls(`/apis/a1b2c3/${part}/x`, 'GET', 'PATCH', 'DELETE')]);
  const creation = calls('/restapis', 'POST');

  test('are created with the tags of their owner only', async () => {
    expect(await iam.refused(asked('delivery-one-deploy', ...under(tagsAsContext('aws:RequestTag', tags('one')), creation)))).toEqual([]);
    expect(await iam.allowed(asked('delivery-one-deploy', ...under(tagsAsContext('aws:RequestTag', tags('two')), creation), ...creation))).toEqual([]);
  });

  // API Gateway guide, "API Gateway resources that can be tagged": parts of REST APIs inherit the tags of their API; of HTTP and WebSocket APIs it says nothing.
  test('over HTTP have parts that their owner changes, whether these inherit tags or not', async () => {
    for (const [name, module] of [['delivery-one-deploy', 'one'], ['core-deploy', 'fleet']] as const) {
      expect(await iam.refused(asked(name, ...PARTS, ...under(tagsAsContext('aws:ResourceTag', tags(module)), PARTS)))).toEqual([]);
    }
    expect(await iam.allowed(asked('delivery-one-deploy', ...under(tagsAsContext('aws:ResourceTag', tags('two')), PARTS)))).toEqual([]);
  });

  test('over REST have parts only where these inherit the tags of their owner', async () => {
    const parts = [...calls('/restapis/a1/resources', 'POST'), ...calls('/restapis/a1/resources/r', 'GET', 'PATCH', 'DELETE')];

    expect(await iam.refused(asked('delivery-one-deploy', ...under(tagsAsContext('aws:ResourceTag', tags('one')), parts)))).toEqual([]);
    expect(await iam.allowed(asked('delivery-one-deploy', ...parts, ...under(tagsAsContext('aws:RequestTag', tags('one')), parts)))).toEqual([]);
  });

  // Service Authorization Reference of API Gateway: tagging is PUT and DELETE of Tags, whose path holds the ARN of what is tagged; there is no TagResource.
  test('are never given the tags of others, and those of others are never changed', async () => {
    const changes = calls('/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fa1', 'PUT', 'DELETE');
    const to = (request: string, resource?: string) => under({ ...tagsAsContext('aws:RequestTag', tags(request)), ...resource && tagsAsContext('aws:ResourceTag', tags(resource)) }, changes);

    expect(await iam.refused(asked('delivery-one-deploy', ...to('one'), ...to('one', 'one'), ...changes))).toEqual([]);
    expect(await iam.allowed(asked('delivery-one-deploy', ...to('two'), ...to('one', 'two')))).toEqual([]);
  });
});
