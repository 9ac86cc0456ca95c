import { contractOf, contractResource, hostileModule } from './hostile';
import { core, directory, entry, rehearseOnce } from '../flows/rehearsal';

jest.setTimeout(240_000);

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
  },
};
const role = (name: string, more: object) => ({
  ...ROLE,
  ...more,
  Properties: {
    ...ROLE.Properties, RoleName: `cv-${name}-left`, PermissionsBoundary: { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:policy/cv-delivery-${name}-boundary` },
  },
});
const QUEUE = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'cv-partner-queue' } };
const POLICY = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Queue' }],
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Principal: { AWS: 'arn:aws:iam::999988887777:root' } }] },
  },
};
const hostile = (name: string, Resources: object) =>
  hostileModule(name, { template: { Resources: { Contract: contractResource(name, contractOf(name)), ...Resources } } });

const once = rehearseOnce({
  'set-up': { setup: { expect: { failed: ['modules', 'lasting', 'partner'] } } },
  'a registration that allows itself': directory({ 'self/selfish': entry('selfish', { allows: ['retain'] }) }),
  'allowed by operators': directory({
    'operator/lasting': entry('lasting', { allows: ['retain'] }), 'operator/partner': entry('partner', { allows: ['foreign-principals'] }),
  }),
}, ['lasting', 'partner', 'selfish'], {
  ...core(['lasting', 'partner']),
  ...hostile('lasting', { Role: role('lasting', { DeletionPolicy: 'Retain' }) }),
  ...hostile('partner', { Queue: QUEUE, Policy: POLICY }),
  ...hostile('selfish', {}),
});
const failedIn = (name: string) => once.report('set-up').executions.find(({ of }) => of === name)!.stages
  .flatMap(({ actions }) => actions).find(({ status }) => status === 'Failed');

test('a role that would outlive its module is not created', () => {
  expect(failedIn('lasting')).toMatchObject({ name: 'Inspect', summary: expect.stringContaining('Role (AWS::IAM::Role) has DeletionPolicy Retain') });
  expect(once.happenedIn('set-up').created).not.toContain('cv-lasting');
});

test('nor is a policy that trusts another account', () => {
  expect(failedIn('partner')).toMatchObject({ name: 'Inspect', summary: expect.stringContaining('Policy (AWS::SQS::QueuePolicy) trusts arn:aws:iam::999988887777:root') });
  expect(once.happenedIn('set-up').created).not.toContain('cv-partner');
});

test('a module cannot allow itself either: its registration is held back', () => {
  expect(once.report('a registration that allows itself').heldBack).toEqual([{ module: 'selfish', reason: expect.stringContaining('a module cannot set this for itself') }]);
});

test('an operator can', () => {
  expect(once.happenedIn('allowed by operators').created).toEqual(['cv-lasting', 'cv-partner']);
  expect(once.outcome()).toEqual({ code: 0, output: '' });
});
