import { contractOf, contractResource, hostileModule } from './hostile';
import { commands, ran, rehearseCommandsOnce } from '../flows/operating';
import { core, directory, entry } from '../flows/rehearsal';

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

const once = rehearseCommandsOnce({
  'set-up': { setup: { expect: { failed: ['modules', 'lasting', 'partner'] } } },
  'a registration that allows itself': directory({ 'self/selfish': entry('selfish', { allows: ['retain'] }) }),
  'allowed by operators': directory({
    'operator/lasting': entry('lasting', { allows: ['retain'] }), 'operator/partner': entry('partner', { allows: ['foreign-principals'] }),
  }),
  'destroy, refused': commands({ 'destroy-refused': 'destroy --yes' }),
  'destroy': commands({ 'destroy-with-roles': 'destroy --yes --delete-roles --json' }),
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
  expect(once.outcome()).toEqual({ result: 'succeeded', output: '' });
});

test('a role that would stay is in the way of destroying the solution, which nothing is deleted for before that is settled', () => {
  expect(ran('destroy-refused')).toMatchObject({ code: 1, output: expect.stringMatching(/modules retain the roles cv-lasting-left, .*nothing was changed; delete these roles with it \(--delete-roles\)/) });
  expect(once.happenedIn('destroy, refused')).toMatchObject({ deleted: [], updated: [] });
});

test('such roles can be deleted with the solution', () => {
  const { code, json, output } = ran('destroy-with-roles');
  const order = once.callsIn('destroy').map(({ call, input }) => `${call} ${input.RoleName ?? input.StackName}`);

  expect({ code, retained: json.retained }).toEqual({ code: 0, retained: [] });
  expect(output).toContain('roles that modules retain, which will be deleted: cv-lasting-left');
  expect(order.indexOf('cloudformation:DeleteStack cv-lasting')).toBeLessThan(order.indexOf('iam:DeleteRole cv-lasting-left'));
  expect(order.indexOf('iam:DeleteRole cv-lasting-left')).toBeLessThan(order.indexOf('cloudformation:DeleteStack cv-delivery-lasting'));
  expect(once.happenedIn('destroy').deleted).toEqual(expect.arrayContaining(['cv-core', 'cv-delivery-lasting', 'cv-lasting']));
});
