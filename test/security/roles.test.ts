import { boundaryLimits, bucketsOf, buildLimits, deployLimits, type Limit, needsOf, SOLUTION_LIMITS, zipLimits } from './denials';
import { Evaluator } from './evaluator';
import { rareRequests } from './rarely';
import { arn, asked, type Need, roleArn, stackArn } from './request';
import { watch, type Watched } from './solution';

jest.setTimeout(240_000);

let watched: Watched;
let iam: Evaluator;
let buckets: { core: string; modules: string; assets: string };
let key: string;
beforeAll(async () => {
  watched = await watch();
  iam = new Evaluator(watched.policies);
  const values = watched.report.account.parameters as Record<string, string>;
  buckets = bucketsOf(values);
  key = values['/cv/core/key-arn'];
});


async function expectLimits(role: string, limits: readonly Limit[]) {
  expect(await iam.refused(asked(role, needsOf(limits, 'own')))).toEqual([]);
  expect(await iam.allowed(asked(role, needsOf(limits, 'foreign')))).toEqual([]);
}

test('the life of a solution takes place as it is told', () => {
  const { report, output } = watched;

  expect({ result: report.result, output: report.result === 'succeeded' ? '' : output }).toEqual({ result: 'succeeded', output: '' });
  const happened = report.steps.map(({ executions }) => executions.map(({ of, trigger }) => `${of} ${trigger.split(':')[0]}`).sort());
  expect(happened.slice(0, 3)).toEqual([
    ['core creation', 'modules creation', 'one creation', 'two creation'],
    ['one push', 'two announce'],
    ['core event', 'modules update', 'three creation'],
  ]);
  expect([...report.steps[3].stacks.deleted].sort()).toEqual(['cv-delivery-two', 'cv-two']);
});

describe('everything that happened', () => {
  test('is allowed by the roles that did it', async () => {
    expect(watched.requests.length).toBeGreaterThan(300);
    expect(await iam.refused(watched.requests)).toEqual([]);
  });

  test('was done by every role of the solution and of its modules', () => {
    const roles = new Set(watched.requests.map(({ role }) => role));

    expect([...roles].sort()).toEqual([
      'cv-core-apply', 'cv-core-deliver', 'cv-core-deploy', 'cv-core-functions', 'cv-core-gate', 'cv-core-inspect', 'cv-core-module-pipelines', 'cv-core-modules-pipeline',
      'cv-core-pipeline', 'cv-core-prepare', 'cv-core-start',
      ...['one', 'three', 'two'].flatMap(module => [`cv-delivery-${module}-build`, `cv-delivery-${module}-deploy`]),
    ]);
  });

  test('is done with roles that trust whom they serve, and nobody else', () => {
    const trusted = Object.fromEntries([...watched.policies.roles].filter(([name]) => /^cv-(core|delivery)-/.test(name))
      .map(([name, { trust }]) => [name, trust.Statement.flatMap(({ Principal }: any) => Object.values<any>(Principal).flat()).sort()]));
    const service = (name: string) => `${name}.amazonaws.com`;

    expect(trusted).toEqual({
      'cv-core-pipeline': [service('codepipeline')],
      'cv-core-modules-pipeline': [service('codepipeline')],
      'cv-core-module-pipelines': [service('codepipeline')],
      'cv-core-prepare': [service('codebuild')],
      'cv-core-apply': [service('codebuild')],
      'cv-core-deploy': [service('cloudformation')],
      'cv-core-deliver': [service('cloudformation')],
      'cv-core-functions': [service('lambda')],
      'cv-core-gate': [service('lambda')],
      'cv-core-inspect': [service('lambda')],
      'cv-core-start': [service('events')],
      'cv-delivery-one-build': [service('codebuild')],
      'cv-delivery-two-build': [service('codebuild')],
      // Its source is a bucket, which is read with this role.
      'cv-delivery-three-build': [roleArn('cv-core-module-pipelines'), service('codebuild')],
      'cv-delivery-one-deploy': [service('cloudformation')],
      'cv-delivery-two-deploy': [service('cloudformation')],
      'cv-delivery-three-deploy': [service('cloudformation')],
    });
  });
});

test('what happens more rarely is allowed too: approvals, failures, held-back entries, many removals', async () => {
  const { report } = watched;
  expect(await iam.refused(rareRequests(report.account.parameters as Record<string, string>))).toEqual([]);
});

describe('a module', () => {
  test('is deployed by a role that reaches its own, and nothing of others', () => expectLimits('cv-delivery-one-deploy', deployLimits(buckets)));

  test('is built by a role that reaches its own, and nothing of others', () => expectLimits('cv-delivery-one-build', buildLimits(buckets, key)));

  test('is read from the one object of a bucket that its entry names', () => expectLimits('cv-delivery-three-build', zipLimits(buckets)));

  test('creates and changes roles only with the boundary of its delivery', async () => {
    const role = (boundary?: string) => asked('cv-delivery-one-deploy', ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy'].map(action => (
      { action, resource: roleArn('cv-one-Another'), context: boundary ? { 'iam:PermissionsBoundary': `arn:aws:iam::123456789012:policy/${boundary}` } : undefined })));

    expect(await iam.refused(role('cv-delivery-one-boundary'))).toEqual([]);
    expect(await iam.allowed([...role(), ...['cv-one-boundary', 'cv-core-boundary', 'cv-delivery-two-boundary'].flatMap(role)])).toEqual([]);
  });

  test('reaches what AWS names only where it carries the module\'s tags', async () => {
    const tagged = (module: string, solution = 'cv') => ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'].map(action => (
      { action, resource: arn('kms', 'key/of-a-module'), context: { 'aws:ResourceTag/insync:solution': solution, 'aws:ResourceTag/insync:module': module } }));

    expect(await iam.refused(asked('cv-delivery-one-deploy', tagged('one')))).toEqual([]);
    expect(await iam.allowed(asked('cv-delivery-one-deploy', [...tagged('two'), ...tagged('onex'), ...tagged('core'), ...tagged('one', 'cv-x')]))).toEqual([]);
  });

  test('connects its functions to sources of events, whose mappings get the tags of the stack', async () => {
    const mapping = arn('lambda', 'event-source-mapping:6f5c2a1e');
    const connected = (module: string) => asked('cv-delivery-one-deploy', [
      { action: 'lambda:CreateEventSourceMapping', resource: mapping, context: { 'lambda:FunctionArn': arn('lambda', `function:cv-${module}-F`) } },
      { action: 'lambda:TagResource', resource: mapping, context: Object.fromEntries(['RequestTag', 'ResourceTag'].flatMap(of => [[`aws:${of}/insync:solution`, 'cv'], [`aws:${of}/insync:module`, module]])) },
      { action: 'lambda:UntagResource', resource: mapping, context: { 'aws:ResourceTag/insync:solution': 'cv', 'aws:ResourceTag/insync:module': module } },
    ]);

    expect(await iam.refused(connected('one'))).toEqual([]);
    expect(await iam.allowed([...connected('two'), ...connected('onex')])).toEqual([]);
  });

  test('defines roles that the boundary keeps off the solution, whatever their policies say', async () => {
    const { roles } = watched.policies;
    const [, own] = [...roles].find(([name]) => name.startsWith('cv-one-'))!;
    expect(own.boundary).toMatch(/^arn:aws:iam::123456789012:policy\/cv-delivery-\w+-boundary$/);
    roles.set('cv-one-greedy', { ...own, inline: new Map([['all', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }]]) });

    const everybody = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } };
    roles.set('cdk-hnb659fds-deploy-role', { ...own, trust: { Version: '2012-10-17', Statement: [everybody] } });

    await expectLimits('cv-one-greedy', boundaryLimits(buckets, key));
  });
});

describe('the solution itself', () => {
  test('may have in its core modules what other modules may have, too', async () => {
    const tags = (of: string) => ({ [`aws:${of}/insync:solution`]: 'cv' });
    const deployed = (prefix: string, solution: (key: string) => Need['context']) => asked('cv-core-deploy', [
      { action: 'lambda:CreateEventSourceMapping', resource: arn('lambda', 'event-source-mapping:6f5c2a1e'), context: { 'lambda:FunctionArn': arn('lambda', `function:${prefix}-fleet-F`) } },
      { action: 'lambda:TagResource', resource: arn('lambda', 'event-source-mapping:6f5c2a1e'), context: { ...solution('RequestTag'), ...solution('ResourceTag') } },
      ...['lambda:PublishVersion', 'lambda:CreateAlias', 'lambda:UpdateFunctionCode'].map(action => ({ action, resource: arn('lambda', `function:${prefix}-fleet-F`) })),
      { action: 'apigateway:POST', resource: 'arn:aws:apigateway:us-east-1::/restapis', context: solution('RequestTag') },
      ...['PATCH', 'DELETE', 'GET'].map(verb => ({ action: `apigateway:${verb}`, resource: 'arn:aws:apigateway:us-east-1::/restapis/a1', context: solution('ResourceTag') })),
      ...['CreateStack', 'UpdateStack', 'DeleteStack'].map(verb => ({ action: `cloudformation:${verb}`, resource: stackArn(`${prefix}-fleet-Nested`) })),
    ]);

    expect(await iam.refused(deployed('cv', tags))).toEqual([]);
    expect(await iam.allowed(deployed('cvx', () => ({})))).toEqual([]);
  });

  test.each(Object.entries(SOLUTION_LIMITS))('does with %s only what that role is for', async (role, limits) => {
    expect(await iam.allowed(asked(role, limits))).toEqual([]);
  });
});
