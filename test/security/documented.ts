import type { AccountPolicies } from './account-policies';
import { SOLUTION } from './placed';
import { ACCOUNT, arn, type Need, passRole, pipelineArn, REGION, type Request, roleArn, s3Arn, stackArn, tagsAsContext } from './request';
import type { Entry } from '../../src/model/entry';
import { assetBucketName, boundaryName, moduleBoundaryName } from '../../src/model/names';

/** The modules in a solution that these requests are about. */
export const ENTRIES: readonly Entry[] = [
  { schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } },
  { schema: 1, name: 'three', source: { kind: 's3', bucket: 'somebodys-modules', key: 'three.zip' } },
];

/** Requests that AWS's documents say a role makes, with what the same role must not do. */
export interface Documented {
  readonly title: string;
  readonly granted: readonly Request[];
  readonly denied: readonly Request[];
}

const role = (name: string) => `${SOLUTION}-${name}`;
const asked = (name: string, ...needs: Need[]) => needs.map(need => ({ role: role(name), ...need }));
const on = (resource: string, ...actions: string[]): Need[] => actions.map(action => ({ action, resource }));
const tags = (module: string, solution = SOLUTION) => [{ Key: 'insync:solution', Value: solution }, { Key: 'insync:module', Value: module }];
const under = (context: Need['context'], needs: Need[]): Need[] => needs.map(need => ({ ...need, context: { ...need.context, ...context } }));
const api = (path: string) => `arn:aws:apigateway:${REGION}::${path}`;

/** The buckets of artifacts in an account. */
function bucketsOf({ keyOfBucket }: AccountPolicies) {
  const buckets = [...keyOfBucket.keys()];
  return {
    core: buckets.find(name => name.includes('artifactbucket') && !name.includes('module'))!,
    modules: buckets.find(name => name.includes('moduleartifactbucket'))!,
    key: keyOfBucket.get(buckets[0])!,
  };
}

/**
 * What AWS's documents ask of the solution's roles, beyond what the emulator notices. The source is named beside each: CloudFormation's registry schemas are those
 * of cfn-lint 1.58.0 (`handlers.*.permissions`), the guide of CodePipeline is https://docs.aws.amazon.com/codepipeline/latest/userguide.
 */
export const documentedOf = (policies: AccountPolicies): Documented[] =>
  [...pipelines(bucketsOf(policies)), ...besidesProperties(), ...tagsOfNameless(), ...apis()];

function pipelines({ core, modules, key }: ReturnType<typeof bucketsOf>): Documented[] {
  const passes = (...names: string[]) => names.map(name => passRole(role(name), 'cloudformation.amazonaws.com'));
  const transitions = (pipeline: string) => ['Enable', 'Disable'].map(verb => ({ action: `codepipeline:${verb}StageTransition`, resource: `${pipelineArn(pipeline)}/Deploy` }));
  const artifact = (bucket: string, path: string) => on(s3Arn(bucket, path), 's3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging', 's3:GetObjectTagging', 's3:GetObjectVersionTagging');
  const tagging = (stack: string) => on(stackArn(role(stack)), 'cloudformation:TagResource', 'cloudformation:UntagResource');
  return [
    {
      // Service Authorization Reference of CodePipeline, CreatePipeline and UpdatePipeline: dependent action iam:PassRole, also for the roles in actions' configuration.
      title: 'pipelines are created by whoever may pass the roles of their CloudFormation actions, and no others',
      granted: [...asked('core-deliver', ...passes('delivery-one-deploy', 'delivery-three-deploy')), ...asked('core-deploy', ...passes('core-deploy'))],
      denied: asked('core-deliver', ...passes('core-deploy', 'core-deliver', 'delivery-one-build', 'one-Worker'), passRole(role('delivery-one-deploy'), 'lambda.amazonaws.com')),
    },
    {
      // Schema of AWS::CodePipeline::Pipeline, update: codepipeline:DisableStageTransition, EnableStageTransition, iam:GetRole.
      title: 'pipelines are updated with the state of their transitions',
      granted: [
        ...asked('core-deliver', ...transitions(`one.${SOLUTION}`), ...on(roleArn(role('core-module-pipelines')), 'iam:GetRole')),
        ...['core', 'modules'].flatMap(name => asked('core-deploy', ...transitions(`${name}.${SOLUTION}`))),
      ],
      denied: asked('core-deliver', ...transitions(`one.${SOLUTION}-x`)),
    },
    {
      // Guide, "Manage the CodePipeline service role": AllowS3ObjectAccess; PutObjectAcl also in CDK's CodeStarConnectionsSourceAction.bound (bucket.grantPutAcl).
      title: 'pipelines store artifacts with access-control list and tags',
      granted: [
        ...asked('core-pipeline', ...artifact(core, `core.${SOLUTION.slice(0, 15)}/Source/x`)),
        ...asked('core-modules-pipeline', ...artifact(core, `modules.${SOLUTION.slice(0, 12)}/Definition/x`)),
        ...asked('core-module-pipelines', ...artifact(modules, `one.${SOLUTION.slice(0, 16)}/Source/x`)),
        // The action reads the bucket with this role, and stores what it read.
        ...asked('delivery-three-build', ...artifact(modules, `three.${SOLUTION.slice(0, 14)}/Source/x`)),
      ],
      denied: asked('delivery-one-build', ...on(s3Arn(modules, `one.${SOLUTION.slice(0, 16)}/Source/x`), 's3:PutObjectAcl')),
    },
    {
      // Service Authorization Reference of CloudFormation: TagResource and UntagResource, which CreateStack and UpdateStack ask for where tags are added and removed.
      title: 'pipelines change the tags of stacks',
      granted: [
        ...asked('core-pipeline', ...tagging('core'), ...tagging('modules'), ...tagging('fleet')),
        ...asked('core-module-pipelines', ...tagging('one')),
        ...asked('delivery-one-deploy', ...tagging('one-Nested')),
        ...asked('core-deploy', ...tagging('fleet-Nested')),
        ...asked('core-apply', ...tagging('delivery-one')),
      ],
      denied: [],
    },
    {
      // https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html: connections keep the ARN, and the actions, of the service's former name.
      title: 'pipelines use and are given connections of both names of their service',
      granted: CONNECTIONS.flatMap(([service, connection]) => [
        ...['core-pipeline', 'core-module-pipelines'].flatMap(name => asked(name, ...on(name === 'core-pipeline' ? CONNECTIONS[0][1] : connection, `${service}:UseConnection`))),
        ...['core-deploy', 'core-deliver'].flatMap(name => asked(name, ...under({ [`${service}:PassedToService`]: 'codepipeline.amazonaws.com' }, on(connection, `${service}:PassConnection`)))),
      ]),
      denied: [],
    },
    {
      // https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up.html (S3GetObjectPolicy), .../setting-up-kms.html: what a service role needs.
      title: 'builds read versions of artifacts, and use the key that artifacts are encrypted with',
      granted: ([['core-prepare', core, 'core'], ['core-apply', core, 'modules'], ['delivery-one-build', modules, 'one']] as const).flatMap(([name, bucket, pipeline]) => asked(
        name, ...on(s3Arn(bucket, `${`${pipeline}.${SOLUTION}`.slice(0, 20)}/Source/x`), 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'),
        ...on(key, 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'))),
      denied: [],
    },
    {
      // src/cli/bundle/assets.ts: a HeadObject and a PutObject for each asset, below the name of its module. S3's HeadObject asks GetObject, and ListBucket to tell what is missing.
      title: 'builds publish the assets of the modules that they build, and no others',
      granted: [
        ...['telemetry', 'auth', 'fleet'].flatMap(module => asked('core-prepare', ...publishing(module))), ...asked('delivery-one-build', ...publishing('one')),
        ...asked('core-prepare', ...on(s3Arn(ASSETS), 's3:ListBucket')), ...asked('delivery-one-build', ...under({ 's3:prefix': 'one/' }, on(s3Arn(ASSETS), 's3:ListBucket'))),
      ],
      denied: [...asked('core-prepare', ...publishing('one')), ...asked('delivery-one-build', ...publishing('three'), ...publishing('fleet'))],
    },
    {
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html; a transform is a resource of CreateChangeSet in the reference.
      title: 'pipelines deploy templates with the language extensions, and no other transform',
      granted: ['core-module-pipelines', 'delivery-one-deploy'].flatMap(name => asked(name, ...on(transform('LanguageExtensions'), 'cloudformation:CreateChangeSet'))),
      denied: ['core-module-pipelines', 'delivery-one-deploy'].flatMap(name => asked(name, ...on(transform('Include'), 'cloudformation:CreateChangeSet'))),
    },
  ];
}

const CONNECTIONS = ['codeconnections', 'codestar-connections'].map(service => [service, arn(service, 'connection/0a1b2c3d-0000-1111-2222-333344445555')]);
const ASSETS = assetBucketName(SOLUTION, ACCOUNT, REGION);
const publishing = (module: string) => under({ 's3:if-none-match': '*' }, on(s3Arn(ASSETS, `${module}/code.zip`), 's3:GetObject', 's3:PutObject'));
const transform = (name: string) => `arn:aws:cloudformation:${REGION}:aws:transform/${name}`;

// Registry schemas: the read, create and update handlers, which CloudFormation runs for every resource of these types.
const named = (prefix: string): Need[] => [
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
  // A function whose tags somebody removed has none.
  ...on(arn('lambda', `function:${prefix}F`), 'lambda:TagResource', 'lambda:UntagResource'),
  // Names that the page for authors allows.
  ...on(arn('logs', `log-group:/aws/lambda/${prefix}F`), 'logs:CreateLogGroup', 'logs:DeleteLogGroup'),
  ...['P', '/P'].flatMap(end => on(arn('ssm', `parameter/${prefix.replace(/-$/, end === 'P' ? '-' : '')}${end}`), 'ssm:PutParameter', 'ssm:DeleteParameter')),
];

const besidesProperties = (): Documented[] => [
  {
    title: 'what is read and tagged besides the properties that a template gives is allowed to whom the resources belong, by their names',
    granted: [...asked('delivery-one-deploy', ...named(role('one-'))), ...asked('core-deploy', ...named(role('fleet-')))],
    denied: [...asked('delivery-one-deploy', ...named(role('onex-')), ...named(role('fleet-'))), ...asked('core-deploy', ...named('connected-fleet-'))],
  },
  {
    title: 'what is read of rules and parameters besides their properties is allowed to whoever places deliveries and the core',
    granted: [
      ...asked('core-deliver', ...on(arn('events', `rule/${role('delivery-three-SourceRule')}`), 'events:ListTagsForResource')),
      ...asked('core-deploy', ...on(arn('ssm', `parameter/${SOLUTION}/core/key-arn`), 'ssm:ListTagsForResource')),
    ],
    denied: [],
  },
  {
    // Schema of AWS::IAM::Role, update: iam:PutRolePermissionsBoundary. A module that leaves the core for a delivery has roles with the core's boundary.
    title: 'roles that have another boundary get that of the module\'s delivery, and no other',
    granted: bounding(moduleBoundaryName(SOLUTION, 'one')),
    denied: [boundaryName(SOLUTION), moduleBoundaryName(SOLUTION, 'three')].flatMap(bounding),
  },
];

const bounding = (boundary: string) => asked('delivery-one-deploy', {
  action: 'iam:PutRolePermissionsBoundary', resource: roleArn(role('one-Worker')), context: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/${boundary}` },
});

/** Resources that AWS names by itself, with the calls that change their tags. */
const TAGGED: readonly [resource: string, ...actions: string[]][] = [
  [arn('kms', 'key/0a1b2c3d-0000-1111-2222-333344445555'), 'kms:TagResource', 'kms:UntagResource'],
  [arn('cognito-idp', 'userpool/us-east-1_AbCdEfGhI'), 'cognito-idp:TagResource', 'cognito-idp:UntagResource'],
  [arn('cognito-identity', 'identitypool/us-east-1:0a1b2c3d'), 'cognito-identity:TagResource', 'cognito-identity:UntagResource'],
  [arn('lambda', 'event-source-mapping:6f5c2a1e-0000-1111-2222-333344445555'), 'lambda:TagResource', 'lambda:UntagResource'],
];
const tagging = TAGGED.flatMap(([resource, ...actions]) => on(resource, ...actions));

function tagsOfNameless(): Documented[] {
  const owned = (module: string) => under({ ...tagsAsContext('aws:ResourceTag', tags(module)), ...tagsAsContext('aws:RequestTag', [{ Key: 'colour', Value: 'red' }]) }, tagging);
  const taken = (...of: ReturnType<typeof tags>) => under({ ...tagsAsContext('aws:ResourceTag', of), ...tagsAsContext('aws:RequestTag', tags('one')) }, tagging);
  return [
    {
      // IAM user guide, "aws:ResourceTag": the key is there where the resource has tags, and in requests that create a resource with tags.
      title: 'tags of resources that AWS names can be changed once the resource carries the tags of its owner, also when a stack is updated and sends the changed tags only',
      granted: [...asked('delivery-one-deploy', ...owned('one')), ...asked('core-deploy', ...owned('fleet'))],
      denied: [],
    },
    {
      title: 'tags of resources that AWS names cannot be changed of what carries another tag, or none, whatever tags are asked for',
      granted: [],
      denied: [
        ...asked('delivery-one-deploy', ...taken(...tags('core')), ...taken(...tags('two')), ...taken(...tags('one', 'connected-vehicle-x')), ...taken()),
        ...asked('core-deploy', ...taken(...tags('one', 'connected-vehicle-x')), ...taken()),
      ],
    },
  ];
}

const calls = (path: string, ...verbs: string[]) => on(api(path), ...verbs.map(verb => `apigateway:${verb}`));

function apis(): Documented[] {
  const httpParts: Need[] = ['authorizers', 'integrations', 'deployments', 'models', 'stages']
    .flatMap(part => [...calls(`/apis/a1b2c3/${part}`, 'POST'), ...calls(`/apis/a1b2c3/${part}/x`, 'GET', 'PATCH', 'DELETE')]);
  const restParts = [...calls('/restapis/a1/resources', 'POST'), ...calls('/restapis/a1/resources/r', 'GET', 'PATCH', 'DELETE')];
  const creation = ['apikeys', 'apis', 'clientcertificates', 'domainnames', 'restapis', 'usageplans'].flatMap(collection => calls(`/${collection}`, 'POST'));
  const changes = calls('/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fa1', 'PUT', 'DELETE');
  const to = (request: string, resource?: string) => under({ ...tagsAsContext('aws:RequestTag', tags(request)), ...resource && tagsAsContext('aws:ResourceTag', tags(resource)) }, changes);
  return [
    {
      title: 'APIs are created with the tags of their owner only',
      granted: [...asked('delivery-one-deploy', ...under(tagsAsContext('aws:RequestTag', tags('one')), creation)), ...asked('core-deploy', ...under(tagsAsContext('aws:RequestTag', tags('fleet')), creation))],
      denied: asked('delivery-one-deploy', ...under(tagsAsContext('aws:RequestTag', tags('two')), creation), ...creation),
    },
    {
      // API Gateway guide, "API Gateway resources that can be tagged": parts of REST APIs inherit the tags of their API; of HTTP and WebSocket APIs it says nothing.
      title: 'APIs over HTTP have parts that their owner changes, whether these inherit tags or not',
      granted: ([['delivery-one-deploy', 'one'], ['core-deploy', 'fleet']] as const)
        .flatMap(([name, module]) => asked(name, ...httpParts, ...under(tagsAsContext('aws:ResourceTag', tags(module)), httpParts))),
      denied: asked('delivery-one-deploy', ...under(tagsAsContext('aws:ResourceTag', tags('two')), httpParts)),
    },
    {
      title: 'APIs over REST have parts only where these inherit the tags of their owner',
      granted: asked('delivery-one-deploy', ...under(tagsAsContext('aws:ResourceTag', tags('one')), restParts)),
      denied: asked('delivery-one-deploy', ...restParts, ...under(tagsAsContext('aws:RequestTag', tags('one')), restParts)),
    },
    {
      // Service Authorization Reference of API Gateway: tagging is PUT and DELETE of Tags, whose path holds the ARN of what is tagged; there is no TagResource.
      title: 'APIs are never given the tags of others, and those of others are never changed',
      granted: [...asked('delivery-one-deploy', ...to('one'), ...to('one', 'one'), ...changes), ...asked('core-deploy', ...to('fleet'), ...changes)],
      denied: asked('delivery-one-deploy', ...to('two'), ...to('one', 'two')),
    },
  ];
}
