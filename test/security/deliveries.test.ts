import { bucketsOf } from './denials';
import { create } from './deployed';
import { Evaluator } from './evaluator';
import { type Placed, placeAccount, SOLUTION } from './placed';
import { arn, asked, type Need, parameterArn, passRole, pipelineArn, roleArn, s3Arn, stackArn } from './request';
import { coreRoleName, deliveryBoundaryName } from '../../src/model/names';

jest.setTimeout(120_000);

/** The role that deploys deliveries, as CloudFormation takes it on. */
const DELIVER = roleArn(coreRoleName(SOLUTION, 'deliver'));
const policyArn = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;
const BOUNDARY = policyArn(deliveryBoundaryName(SOLUTION));
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A role as a delivery template defines it, in which somebody has replaced the policy by one that allows everything. */
const greedy = (RoleName: string, PermissionsBoundary?: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: ['cloudformation.amazonaws.com', 'codebuild.amazonaws.com'] }, Action: 'sts:AssumeRole' }),
    Policies: [{ PolicyName: 'permissions', PolicyDocument: policy(EVERYTHING) }],
    PermissionsBoundary,
  },
});
const name = (end: string) => `${SOLUTION}-delivery-evil${end}`;

let placed: Placed;
beforeAll(async () => {
  placed = await placeAccount([{ schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } }]);
});

let count = 0;
/** A delivery from a template that somebody has tampered with. */
const tampered = (Resources: object) => create(placed.account, `${SOLUTION}-delivery-tampered-${count++}`, { Resources }, { roleArn: DELIVER });

describe('a delivery template that somebody has tampered with', () => {
  test.each<[string, object]>([
    ['without the boundary of deliveries', greedy(name('-deploy'))],
    ['with the boundary of a module', greedy(name('-deploy'), policyArn(`${SOLUTION}-delivery-one-boundary`))],
    ['with a policy of AWS as its boundary', greedy(name('-deploy'), 'arn:aws:iam::aws:policy/AdministratorAccess')],
  ])('creates no role %s', async (_, Role) => {
    const { status, reasons } = await tampered({ Role });

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasons).toMatch(/not authorized to perform: iam:CreateRole on resource: .*-delivery-evil-deploy/);
  });

  test.each(['', '-x', '-deploy-x'])('creates no role but those for building and deploying: evil%s', async end => {
    expect(await tampered({ Role: greedy(name(end), BOUNDARY) })).toMatchObject({ status: 'ROLLBACK_COMPLETE', reasons: expect.stringContaining('iam:CreateRole') });
  });

  test('does not change the boundary of deliveries', async () => {
    const changes = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'].map(verb => ({ action: `iam:${verb}`, resource: BOUNDARY }));

    expect(await new Evaluator(placed.policies).allowed(asked(coreRoleName(SOLUTION, 'deliver'), changes))).toEqual([]);
  });
});

describe('a role of a delivery whose policy allows everything', () => {
  let iam: Evaluator;
  let own: Record<'deploy' | 'build', Need[]>;
  let foreign: Need[];
  beforeAll(async () => {
    const { status, reasons } = await tampered({ Deploy: greedy(name('-deploy'), BOUNDARY), Build: greedy(name('-build'), BOUNDARY) });
    if (status !== 'CREATE_COMPLETE') throw new Error(reasons);
    iam = new Evaluator(placed.policies);
    const values = await Promise.all(['artifact-bucket', 'module-artifact-bucket', 'asset-bucket', 'key-arn'].map(async value => {
      const Name = `/${SOLUTION}/core/${value}`;
      return [`/cv/core/${value}`, (await placed.account.call('ssm', 'GetParameter', { Name })).Parameter.Value] as const;
    }));
    const parameters = Object.fromEntries(values);
    const buckets = bucketsOf(parameters);
    const key = parameters['/cv/core/key-arn'];
    const core = (role: string) => roleArn(`${SOLUTION}-core-${role}`);
    const withBoundary = (boundary: string) => ({ 'iam:PermissionsBoundary': policyArn(boundary) });
    own = {
      build: [
        { action: 's3:PutObject', resource: s3Arn(buckets.modules, 'one.connected-vehicl/Package/x') }, { action: 's3:PutObject', resource: s3Arn(buckets.assets, 'one/x.zip') },
        { action: 's3:GetObjectVersion', resource: s3Arn('somebodys-modules', 'x.zip') },
        { action: 'kms:GenerateDataKey', resource: key }, { action: 'ssm:GetParameters', resource: parameterArn(`/${SOLUTION}/core/version`) },
        { action: 'logs:PutLogEvents', resource: arn('logs', `log-group:/${SOLUTION}/core:log-stream:one/x`) },
      ],
      deploy: [
        { action: 'iam:CreateRole', resource: roleArn(`${SOLUTION}-one-Worker`), context: withBoundary(`${SOLUTION}-delivery-one-boundary`) },
        passRole(`${SOLUTION}-one-Worker`, 'lambda.amazonaws.com'),
        { action: 'lambda:UpdateFunctionCode', resource: arn('lambda', `function:${SOLUTION}-one-F`) },
        { action: 'cloudformation:CreateStack', resource: stackArn(`${SOLUTION}-one-Nested`) },
        { action: 'ssm:PutParameter', resource: parameterArn(`/${SOLUTION}/modules/one/outputs/Out`) },
        // What an entry's permissions may add.
        { action: 'geo:CreateTracker', resource: '*' },
        { action: 'iam:CreateServiceLinkedRole', resource: roleArn('aws-service-role/observability.aoss.amazonaws.com/AWSServiceRoleForAmazonOpenSearchServerless') },
      ],
    };
    foreign = [
      { action: 'iam:CreateRole', resource: roleArn(`${SOLUTION}-one-free`) },
      { action: 'iam:CreateRole', resource: roleArn(`${SOLUTION}-one-free`), context: withBoundary('AdministratorAccess') },
      { action: 'iam:CreateRole', resource: roleArn('free'), context: withBoundary(`${SOLUTION}-delivery-one-boundary`) },
      { action: 'iam:PutRolePolicy', resource: roleArn(name('-deploy')) },
      { action: 'iam:PutRolePolicy', resource: core('deploy') }, { action: 'iam:UpdateAssumeRolePolicy', resource: core('deploy') }, { action: 'iam:UpdateAssumeRolePolicy', resource: roleArn('Administrator') },
      { action: 'iam:DeleteRolePermissionsBoundary', resource: roleArn(`${SOLUTION}-one-Worker`), context: withBoundary(`${SOLUTION}-delivery-one-boundary`) },
      { action: 'iam:CreatePolicyVersion', resource: policyArn(`${SOLUTION}-delivery-one-boundary`) }, { action: 'iam:CreatePolicyVersion', resource: BOUNDARY }, { action: 'iam:CreatePolicyVersion', resource: policyArn('shared') },
      ...['CreateUser', 'CreateAccessKey', 'PutUserPolicy', 'AddUserToGroup'].map(verb => ({ action: `iam:${verb}`, resource: 'arn:aws:iam::123456789012:user/x' })),
      passRole('Administrator', 'lambda.amazonaws.com'), passRole(`${SOLUTION}-core-deploy`, 'cloudformation.amazonaws.com'), passRole(`${SOLUTION}-delivery-one-deploy`, 'cloudformation.amazonaws.com'),
      ...['core', 'modules', 'delivery-one', 'registration-one'].map(stack => ({ action: 'cloudformation:UpdateStack', resource: stackArn(`${SOLUTION}-${stack}`) })),
      { action: 'cloudformation:CreateStack', resource: stackArn('elsewhere') },
      ...['core', 'two'].map(pipeline => ({ action: 'codepipeline:UpdatePipeline', resource: pipelineArn(`${pipeline}.${SOLUTION}`) })),
      { action: 'codebuild:StartBuild', resource: arn('codebuild', `project/${SOLUTION}-core-apply`) },
      { action: 'codeconnections:UseConnection', resource: arn('codeconnections', 'connection/any') },
      { action: 'organizations:LeaveOrganization', resource: '*' },
      ...['directory/listed/head', 'directory/operator/two', 'directory/self/two', 'approvals/removal', 'core/key-arn', 'modules/two/gated', 'modules/two/delivered'].map(path => ({ action: 'ssm:PutParameter', resource: parameterArn(`/${SOLUTION}/${path}`) })),
      { action: 's3:GetObject', resource: s3Arn(buckets.core, 'definitions/x.zip') }, { action: 's3:PutObject', resource: s3Arn(buckets.core, 'definitions/x.zip') },
      ...[buckets.modules, buckets.assets].flatMap(bucket => [{ action: 's3:DeleteObject', resource: s3Arn(bucket, 'two/x') }, { action: 's3:PutBucketPolicy', resource: s3Arn(bucket) }]),
      { action: 'kms:PutKeyPolicy', resource: key }, { action: 'kms:ScheduleKeyDeletion', resource: key },
      { action: 'lambda:UpdateFunctionCode', resource: arn('lambda', `function:${SOLUTION}-core-gate`) }, { action: 'lambda:UpdateFunctionCode', resource: arn('lambda', 'function:somebodys') },
      { action: 'events:PutTargets', resource: arn('events', `rule/${SOLUTION}-core-directory`) }, { action: 'events:PutRule', resource: arn('events', `rule/${SOLUTION}-delivery-two-SourceRule`) },
      { action: 'sns:Publish', resource: arn('sns', `${SOLUTION}-core-notifications`) },
      { action: 'logs:DeleteLogGroup', resource: arn('logs', `log-group:/${SOLUTION}/core`) },
      { action: 'sts:AssumeRole', resource: core('module-pipelines') }, { action: 'ssm:SendCommand', resource: arn('ec2', 'instance/i-0123456789abcdef0') },
    ];
  });

  test('administers nothing, and does not reach the core, other deliveries and the registry', async () => {
    expect(await iam.allowed(['-deploy', '-build'].flatMap(end => asked(name(end), foreign)))).toEqual([]);
  });

  test('does what building and deploying need', async () => {
    expect(await iam.refused([...asked(name('-build'), own.build), ...asked(name('-deploy'), own.deploy)])).toEqual([]);
  });

  test('does only that, if it is the one for building, which runs the code of a module\'s author', async () => {
    const more = ['dynamodb:GetItem', 'secretsmanager:GetSecretValue', 'lambda:InvokeFunction', 'cloudformation:CreateStack', 'ec2:RunInstances', 'geo:CreateTracker', 's3:DeleteObject'];
    const resources: Record<string, string> = { dynamodb: arn('dynamodb', 'table/x'), secretsmanager: arn('secretsmanager', 'secret:x'), lambda: arn('lambda', 'function:x'), cloudformation: stackArn(`${SOLUTION}-one-x`), s3: s3Arn('x', 'y') };

    expect(await iam.allowed(asked(name('-build'), [...more.map(action => ({ action, resource: resources[action.split(':')[0]] ?? '*' })), ...own.deploy]))).toEqual([]);
  });
});
