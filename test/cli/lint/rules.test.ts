import { App, Aws, CfnOutput, CfnResource, Fn, RemovalPolicy, Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_sns as sns } from 'aws-cdk-lib';
import { CoreInSync, InSyncModule, Module, ModulePermission, Source } from '../../../src';
import { lint, subjectsIn } from '../../../src/cli/lint/lint';
import { RULES } from '../../../src/cli/lint/rules';
import { folderOf } from '../world';

/** The findings in a module without the CDK: `rule where`, in the order of the rules. */
function findingsIn(resources: string, more: { module?: string; template?: string; files?: Record<string, string> } = {}) {
  const folder = folderOf({
    'module.yaml': more.module ?? 'Name: geofence',
    'cloudformation.yaml': `Resources:\n${resources}\n${more.template ?? ''}`,
    'buildspec.build.yaml': 'version: 0.2',
    ...more.files,
  });
  return lint(subjectsIn(folder, 'cv'));
}

const TOPIC = '  A: { Type: AWS::SNS::Topic }';
const STAGE = 'Parameters: { Stage: { Type: String, Default: test } }';
const brief = (findings: ReturnType<typeof lint>) => findings.map(({ severity, rule, where }) => `${severity} ${rule} ${where}`);

test('every rule has a unique name', () => {
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
});

test('a correct module has no finding', () => {
  expect(findingsIn(TOPIC)).toEqual([]);
});

describe('a module without the CDK:', () => {
  test.each<[string, Parameters<typeof findingsIn>, readonly string[]]>([
    ['mistakes of its contract', [TOPIC, { module: 'Name: geofence\nConsumes: [geofence/A]' }], ['error contract module.yaml:2:12']],
    ['references to nothing', ['  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Ref B } }'], ['error contract cloudformation.yaml:2:45']],
    ['a name of somebody else', ['  A: { Type: AWS::SNS::Topic, Properties: { TopicName: alerts } }'], ['error physical-name cloudformation.yaml:2:45']],
    ['parameters of its own', [['/cv-geofence/a', '/cv-geofence-b', 'cv-geofence-c'].map((name, i) => `  P${i}: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: x, Name: ${name} } }`).join('\n')], [
      'warning solution-name cloudformation.yaml:4:74',
    ]],
    ['parameters in the registry', [['/cv/directory/operator/x', '/cv/modules/fleet/outputs/A'].map((name, i) => `  P${i}: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: x, Name: ${name} } }`).join('\n')], [
      'error physical-name cloudformation.yaml:2:74', 'error physical-name cloudformation.yaml:3:74',
    ]],
    ['a rule with hyphens in its prefix', ['  A: { Type: AWS::IoT::TopicRule, Properties: { RuleName: cv_geofence_a, TopicRulePayload: {} } }'], ['warning solution-name cloudformation.yaml:2:49']],
    ['a bucket of somebody else', ['  A: { Type: AWS::S3::Bucket, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: { BucketName: x } }'], ['error physical-name cloudformation.yaml:2:98', 'warning kept-name cloudformation.yaml:2:98']],
    ['a rule with underscores', ['  A: { Type: AWS::IoT::TopicRule, Properties: { RuleName: cv_geofence_x } }\n  B: { Type: AWS::IoT::TopicRule, Properties: { RuleName: geofence_x } }'],
      ['error physical-name cloudformation.yaml:3:49', 'warning solution-name cloudformation.yaml:2:49']],
    ['log groups of functions', ['  A: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub "/aws/lambda/${AWS::StackName}-x" } }'], []],
    ['a name that the stack\'s begins', ['  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "${AWS::StackName}-x" } }'], []],
    ['a name that begins with what no role reaches', [[
      '  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "${AWS::Region}-x" } }',
      '  B: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "fleet-${Stage}-x" } }',
      '  C: { Type: AWS::SNS::Topic, Properties: { TopicName: !Join ["-", [cv, geo, !Ref Stage]] } }',
    ].join('\n'), { template: STAGE }], ['error physical-name cloudformation.yaml:2:45', 'error physical-name cloudformation.yaml:3:45', 'error physical-name cloudformation.yaml:4:45']],
    ['a name that begins with what only the deployment knows', [[
      '  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "${Stage}-x" } }',
      '  B: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "${A.TopicName}-x" } }',
      '  C: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub ["${Own}x", { Own: !Sub "${AWS::StackName}-" }] } }',
      '  D: { Type: AWS::SNS::Topic, Properties: { TopicName: !Join ["-", [cv, geofence, !Ref Stage]] } }',
      '  E: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Sub "/aws/lambda/${A.TopicName}" } }',
    ].join('\n'), { template: STAGE }], []],
    ['a default that the parameter does not accept', [TOPIC, {
      template: [
        'Parameters:',
        '  Mode: { Type: String, Default: medium, AllowedValues: [fast, slow] }',
        '  Count: { Type: Number, Default: ten }',
        '  Ports: { Type: CommaDelimitedList, Default: "80,90", AllowedValues: [80] }',
        '  Right: { Type: Number, Default: 7, MinValue: 1 }',
        '  None: { Type: String, AllowedValues: [a] }',
        '  Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: /a, AllowedPattern: b }',
      ].join('\n'),
    }], ['error parameter-default cloudformation.yaml:4:25', 'error parameter-default cloudformation.yaml:5:26', 'error parameter-default cloudformation.yaml:6:38']],
    ['mappings and keys that are not there', [[
      '  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Nowhere, a, b] } }',
      '  B: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Known, x, b] } }',
      '  C: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Known, !Ref AWS::Region, x] } }',
      '  D: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Known, a, b] } }',
      '  E: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Known, !Ref AWS::Region, b] } }',
    ].join('\n'), { template: 'Mappings: { Known: { a: { b: c } } }' }], [2, 3, 4].map(line => `error mapping cloudformation.yaml:${line}:69`)],
    ['another boundary', ['  A: { Type: AWS::IAM::Role, Properties: { PermissionsBoundary: x } }'], ['error boundary cloudformation.yaml:2:44']],
    ['a type that no deploy role may create', ['  A: { Type: AWS::AppConfig::Application, Properties: { Name: x } }'], ['error deploy-role cloudformation.yaml:2:3']],
    ['a property that needs more', ['  A: { Type: AWS::SNS::Topic }\n  F: { Type: AWS::Lambda::Function, Properties: { Role: "arn:aws:iam::123456789012:role/x", Code: { ZipFile: x }, VpcConfig: { SubnetIds: [s] } } }'],
      ['error deploy-role cloudformation.yaml:3:3', 'warning region-or-account cloudformation.yaml:3:51']],
    ['what the boundary denies', ['  A: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: ["sts:AssumeRole", "s3:GetObject"], Resource: "*" }] } }] } }'],
      ['warning boundary-denies cloudformation.yaml:2:3']],
    ['what the boundary leaves', ['  A: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: ["dynamodb:PutItem", "kms:Decrypt"], Resource: "*" }] } }] } }'], []],
    ['what the boundary denies and nobody allows', ['  A: { Type: AWS::IAM::Role, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Deny, Action: "iam:*", Resource: "*" }] } }] } }'], []],
    ['data without a word about it', ['  A: { Type: AWS::DynamoDB::Table }'], ['warning retention cloudformation.yaml:2:3']],
    ['data that goes', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Delete, UpdateReplacePolicy: Retain }'], ['warning retention cloudformation.yaml:2:3']],
    ['data that is replaced', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Delete }'], ['warning retention cloudformation.yaml:2:3']],
    ['data with the first half of its policies', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain }'], ['warning retention cloudformation.yaml:2:36']],
    ['data with the second half of its policies', ['  A: { Type: AWS::DynamoDB::Table, UpdateReplacePolicy: Retain }'], ['warning retention cloudformation.yaml:2:36']],
    ['data with policies', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Snapshot, UpdateReplacePolicy: Retain }'], []],
    ['data under a name of its own', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: { TableName: !Sub "${AWS::StackName}-x" } }'], ['warning kept-name cloudformation.yaml:2:103']],
    ['data under a name that its type needs', ['  A: { Type: AWS::Location::Tracker, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: { TrackerName: !Sub "${AWS::StackName}-x" } }'], ['warning kept-name cloudformation.yaml:2:105']],
    ['data under a name of this stack', ['  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Retain, Properties: { TableName: !Sub ["${AWS::StackName}-${Id}", { Id: !Select [2, !Split ["/", !Ref AWS::StackId]] }] } }'], []],
    ['a role that outlives the module', ['  A: { Type: AWS::IAM::Role, DeletionPolicy: Retain }'], ['warning retained-actor cloudformation.yaml:2:3']],
    ['a role that outlives it where a parameter says so', ['  A: { Type: AWS::IAM::Role, UpdateReplacePolicy: !Ref Kept }', { template: 'Transform: AWS::LanguageExtensions\nParameters: { Kept: { Type: String, Default: Delete } }' }], []],
    ['trust in another account', ['  A: { Type: AWS::SNS::TopicPolicy, Properties: { Topics: [!Ref T], PolicyDocument: { Statement: [{ Effect: Allow, Action: "sns:Publish", Resource: "*", Principal: { AWS: "999988887777" } }] } } }\n  T: { Type: AWS::SNS::Topic }'], ['warning foreign-principals cloudformation.yaml:2:3', 'warning region-or-account cloudformation.yaml:2:167']],
    ['trust in the account', ['  A: { Type: AWS::SNS::TopicPolicy, Properties: { Topics: [!Ref T], PolicyDocument: { Statement: [{ Effect: Allow, Action: "sns:Publish", Resource: "*", Principal: { AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } }] } } }\n  T: { Type: AWS::SNS::Topic }'], []],
    ['the log group of a function, kept', ['  A: { Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: { LogGroupName: !Sub "/aws/lambda/${F}" } }\n  F: { Type: AWS::Lambda::Function, Properties: { Role: x, Code: { ZipFile: x } } }'], ['warning kept-name cloudformation.yaml:2:73']],
    ['a log group named after what AWS names, kept', ['  A: { Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: { LogGroupName: !Sub "/aws/lambda/${AWS::StackName}-${T.TopicName}" } }\n  T: { Type: AWS::SNS::Topic }'], []],
    ['a log group without a name, kept', ['  A: { Type: AWS::Logs::LogGroup, DeletionPolicy: Retain }'], []],
    ['a queue without a name, kept', ['  A: { Type: AWS::SQS::Queue, DeletionPolicy: Retain }'], []],
    ['regions and accounts', ['  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: eu-west-1, KmsMasterKeyId: "arn:aws:kms:us-gov-west-1:123456789012:key/x" } }'],
      ['warning region-or-account cloudformation.yaml:2:45', 'warning region-or-account cloudformation.yaml:2:69', 'warning region-or-account cloudformation.yaml:2:69']],
    ['what only looks like them', ['  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: south-station-1, TopicName: !Sub "${AWS::StackName}-123456789012" } }'], []],
    ['outputs without description', [TOPIC, { module: 'Name: geofence\nProduces: [{ Name: T }]', template: 'Outputs: { T: { Value: x } }' }], ['warning output-description module.yaml:2:12']],
    ['outputs described in the template', [TOPIC, { module: 'Name: geofence\nProduces: [{ Name: T }]', template: 'Outputs: { T: { Value: x, Description: y } }' }], []],
    ['what it consumes and does not read', [TOPIC, { module: 'Name: geofence\nConsumes: [fleet/A, auth]' }], ['warning unread-output module.yaml:2:12', 'warning unread-output module.yaml:2:21']],
    ['what it imports', ['  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !ImportValue fleet-a } }', { module: 'Name: geofence\nConsumes: [fleet/A]' }], []],
  ])('%s', (_, args, expected) => expect(brief(findingsIn(...args))).toEqual(expected));
});

test('what is said about one half of the policies, and about names and keys, says what to do', () => {
  const reasonsIn = (...args: Parameters<typeof findingsIn>) => findingsIn(...args).map(({ reason, fix }) => `${reason} -> ${fix}`);

  expect(reasonsIn('  A: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain }')).toEqual([
    'DeletionPolicy: Retain is one half; UpdateReplacePolicy is missing, so the template does not show that its data is retained on a replacement, which packaging adds -> write UpdateReplacePolicy: Retain, too',
  ]);
  expect(reasonsIn('  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub "fleet-${Stage}-x" } }', { template: STAGE })).toEqual([
    'the name "fleet-..." does not begin with "cv-geofence-", the prefix that the module\'s deploy role is limited to -> leave TopicName out, or let it begin with "cv-geofence-"',
  ]);
  expect(reasonsIn('  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !FindInMap [Known, a, c] } }', { template: 'Mappings: { Known: { a: { b: c } } }' })).toEqual([
    'the mapping Known, a has no key "c"; it has b -> did you mean "b"?',
  ]);
});

test.each([
  [{}, ['warning tests geofence']],
  [{ 'package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}' }, ['warning tests geofence']],
  [{ 'package.json': '{"scripts":{"test":"jest"}}' }, []],
])('a module has tests if its build runs tests: %j', (files, expected) => {
  expect(brief(lint(subjectsIn(folderOf({ 'module.yaml': 'Name: geofence', 'cloudformation.yaml': `Resources:\n${TOPIC}`, ...files }), 'cv')))).toEqual(expected);
});

test.each([
  ['AWS::AppConfig::Application', 'appconfig:CreateApplication', 'arn:aws:appconfig:*:*:application/*'],
  ['AWS::Timestream::Database', 'timestream:CreateDatabase', 'arn:aws:timestream:*:*:database/cv-geofence-*'],
])('a finding on %s says which permissions to write', (type, action, resource) => {
  const [{ reason, fix }] = findingsIn(`  A: { Type: ${type}, Properties: {} }`).filter(({ rule }) => rule === 'deploy-role');

  expect(reason).toContain(action);
  expect(fix).toContain('Permissions: [{ Actions: [\'');
  expect(fix).toContain(`'${resource}'`);
});

test('a finding on a role says which permissions leave what the boundary denies, and what cannot be permitted', () => {
  const statement = '{ Effect: Allow, Action: ["iot:Publish", "iam:CreateUser"], Resource: !Sub "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:topic/alerts/*" }';
  const findings = findingsIn(`  R: { Type: AWS::IAM::Role }\n  P: { Type: AWS::IAM::Policy, Properties: { Roles: [!Ref R], PolicyDocument: { Statement: [${statement}] } } }`);

  expect(findings.map(({ reason, fix }) => [reason, fix])).toEqual([
    [
      'lets cloudformation.yaml:2:3 do what the permissions boundary of the module\'s roles denies: iot:Publish on arn:*:iot:*:*:topic/alerts/*',
      'declare it in module.yaml (Permissions: [{ Actions: [\'iot:Publish\'], Resources: [\'arn:*:iot:*:*:topic/alerts/*\'] }]), and let its entry permit the same (cv-insync add --permission); '
        + 'or leave it out: what calls it fails when it runs',
    ],
    [
      'lets cloudformation.yaml:2:3 do what the permissions boundary of the module\'s roles denies: iam:CreateUser on arn:*:iot:*:*:topic/alerts/*',
      'leave it out: what calls it fails when it runs, and permissions do not change this, as it administers the account or the solution',
    ],
  ]);
});

describe('a synthesized app:', () => {
  const synthesized = (define: (app: App) => void) => {
    const app = new App({ outdir: folderOf({}) });
    define(app);
    return brief(lint(subjectsIn(app.synth().directory, 'cv')));
  };

  test('what the boundary of the module\'s delivery denies, unless its entry permits it; core modules have none of these', () => {
    const publish = { actions: ['iot:Publish'], resources: ['arn:aws:iot:*:*:topic/x'] };
    const define = (module: InSyncModule) => new iam.Role(module, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(new iam.PolicyStatement(publish));
    const denied = (findings: string[]) => findings.filter(finding => finding.includes('boundary-denies'));
    const withPermissions = (permissions?: ModulePermission[]) => denied(synthesized(app => define(new InSyncModule(app, 'geofence', { solution: 'cv', source: Source.gitHub('acme/geofence'), permissions }))));

    expect(withPermissions()).toEqual(['warning boundary-denies geofence/Role/DefaultPolicy/Resource']);
    expect(withPermissions([publish])).toEqual([]);
    expect(denied(synthesized(app => {
      const fleet = new InSyncModule(app, 'fleet', { solution: 'cv' });
      define(fleet);
      new CoreInSync(new Stack(app, 'cv-core'), 'InSync', {
        solution: 'cv', source: Source.gitHub('acme/core', { connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90' }), core: [fleet],
      });
    }))).toEqual([]);
  });

  test('findings name the constructs', () => {
    expect(synthesized(app => {
      const module = new InSyncModule(app, 'geofence', { solution: 'cv' });
      module.consume('fleet', 'A');
      const table = new dynamodb.Table(module, 'Areas', { partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING }, removalPolicy: RemovalPolicy.DESTROY });
      new sns.Topic(module, 'Left', { topicName: 'left', displayName: 'arn:aws:sns:eu-west-1::x' });
      new iam.CfnRole(module, 'Role', { assumeRolePolicyDocument: {}, permissionsBoundary: 'mine', description: Fn.importValue('x') });
      new CfnOutput(module, 'Out', { value: 'x', exportName: 'out' });
      module.produce('Table', table.tableName);
    })).toEqual([
      'error physical-name geofence/Left/Resource (TopicName)',
      'error boundary geofence/Role (PermissionsBoundary)',
      'error exports geofence/Role (Description)',
      'error exports geofence/Out',
      'warning retention geofence/Areas/Resource',
      'warning region-or-account geofence/Left/Resource (DisplayName)',
      'warning output-description geofence/OutputTable',
      'warning unread-output geofence/FleetOutputA',
      'warning tests geofence',
    ]);
  });

  test('permissions to write are complete: with what the module declares already, or in words if they are more than entries accept', () => {
    const fixes = (actions: string[], permissions?: ModulePermission[]) => {
      const app = new App({ outdir: folderOf({}) });
      const module = new InSyncModule(app, 'geofence', { solution: 'cv', permissions });
      new iam.Role(module, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
      return lint(subjectsIn(app.synth().directory, 'cv')).filter(({ rule }) => rule === 'boundary-denies').map(({ fix }) => fix);
    };
    const declared = { actions: ['iot:Connect'], resources: ['*'] };

    expect(fixes(['iot:Connect', 'iot:Publish'], [declared])).toEqual([
      'declare it in the module (permissions: [{ actions: [\'iot:Connect\'], resources: [\'*\'] }, { actions: [\'iot:Publish\'], resources: [\'arn:*:iot:*:*:topic/*\'] }]), '
        + 'and let its entry permit the same; or leave it out: what calls it fails when it runs',
    ]);
    expect(fixes(['iot:*'])).toEqual([expect.stringMatching(/^declare what it needs of this.*found "iot:\*", expected an action like s3:GetObject/)]);
  });

  test('what a module may not create by default, unless its entry permits it', () => {
    const withPermissions = (permissions?: ModulePermission[]) => synthesized(app => {
      const module = new InSyncModule(app, 'geofence', { solution: 'cv', source: Source.gitHub('acme/geofence'), permissions });
      new CfnResource(module, 'App', { type: 'AWS::AppConfig::Application', properties: { Name: 'x' } });
    });
    const actions = ['Create', 'Delete', 'Get', 'Update'].map(verb => `appconfig:${verb}Application`).concat('appconfig:ListTagsForResource', 'appconfig:TagResource', 'appconfig:UntagResource');

    expect(withPermissions()).toContain('error deploy-role geofence/App');
    expect(withPermissions([{ actions, resources: ['*'] }]).filter(finding => finding.includes('deploy-role'))).toEqual([]);
  });

  test('a core and its modules', () => {
    const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90';

    expect(synthesized(app => {
      const fleet = new InSyncModule(app, 'fleet', { solution: 'cv' });
      fleet.produce('Partition', Aws.PARTITION);
      new CoreInSync(new Stack(app, 'cv-core'), 'InSync', {
        solution: 'cv',
        source: Source.gitHub('acme/core', { connectionArn }),
        core: [fleet],
        modules: [Module.of('dtc', Source.gitHub('acme/dtc'), { permissions: [{ actions: ['iot:Connect'], resources: ['*'] }] })],
      });
    })).toEqual(['warning output-description fleet/OutputPartition', 'warning wide-permissions entry of dtc']);
  });
});

test('for a folder with neither, the message says what to do', () => {
  expect(() => subjectsIn(folderOf({}), 'cv')).toThrow('expected the output of `npx cdk synth`; run it first');
});
