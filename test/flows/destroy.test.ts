import { execFileSync } from 'child_process';
import { commands, extended, rehearseCommandsOnce, ran, TABLE } from './operating';
import { core, entry, module, expectedEffects } from './rehearsal';
import { type Account, push, repositoriesOf } from '@cv-insync/emulator';

jest.setTimeout(600_000);

const ADDED = ['x', 'y', 'z'];
const STEPS = {
  'set-up': 'setup',
  'another': { setup: { repository: 'acme/fleet-core' } },
  'added': commands(Object.fromEntries(ADDED.map(name => [`add-${name}`, `add ${name} --source github:acme/${name}@main`]))),
  'many removed': commands({ 'remove-many': `remove ${ADDED.join(' ')} --yes` }, ['modules']),
  'approved': commands({ 'status': 'status --json', 'approve-unasked': 'approve --removals', 'approve': 'approve --removals --yes --json' }),
  'approved again': commands({ 'approve-again': 'approve --removals --yes' }),
  'unasked': commands({ 'destroy-unasked': 'destroy --json' }),
  'destroyed': commands({ destroy: 'destroy --yes --json' }),
  'destroyed again': commands({ 'destroy-again': 'destroy --yes' }),
  'set up again': 'setup',
};

/** Whether to interfere: to push, and to register a module, while the first stack is being deleted. */
let meddled = false;
let place: Account;
function meddle({ service, operation, input }: { service: string; operation: string; input: any }, account: Account) {
  place = account;
  if (meddled || `${service}:${operation}` !== 'cloudformation:DeleteStack' || input.StackName !== 'cv-take') return;
  meddled = true;
  for (const repository of ['acme/core', 'acme/give', 'acme/take']) {
    const bare = repositoriesOf(account)[repository];
    const commit = execFileSync('git', ['-C', bare, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
    push(account, { repository, branch: 'main', commit, files: ['app.js'] });
  }
  account.later(() => account.call('ssm', 'PutParameter', { Name: '/cv/directory/self/late', Value: JSON.stringify(entry('late')), Type: 'String' }));
}

/** A function with a log group that the CDK retains under its name, as apps of `cdk init` have them. */
const FUNCTION = `
const { aws_lambda: lambda, aws_logs: logs } = require('aws-cdk-lib');
const work = new lambda.Function(module_, 'Work', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1') });
new logs.LogGroup(module_, 'WorkLogs', { logGroupName: '/aws/lambda/' + work.functionName });
`;

const rehearsal = rehearseCommandsOnce(STEPS, ['give', 'take', 'late', 'fleet-core', ...ADDED], {
  ...core(['give', 'take']),
  ...core([], { solution: 'fleet', name: 'fleet-core' }),
  ...extended(module('give', { produces: ['Out'], consumes: ['base/ValueName'] }), TABLE + FUNCTION),
  ...module('take', { consumes: ['give/Out'] }),
  ...module('late'),
  ...Object.assign({}, ...ADDED.map(name => module(name))),
}, { onCall: meddle });
const { happenedIn, callsIn } = rehearsal;

test('the policy for operators allows them to see failures and to approve removals', () => {
  expect(ran('status').json.pipelines.modules).toMatchObject({ status: 'Failed', stage: 'Apply' });
  expect(rehearsal.unused('operator').filter(action => /GetPipelineState|Approve/.test(action))).toEqual([]);
});

test('only the expected executions fail', () => {
  expect(rehearsal.outcome()).toEqual({ result: 'succeeded', output: '' });
});

describe('the removal of many modules', () => {
  test('stops before anything is deleted, says how to go on, and is notified', () => {
    expect(ran('remove-many')).toMatchObject({ code: 0, output: expect.stringContaining('so modules.cv stops until that is approved: cv-insync approve --removals') });
    expect(happenedIn('many removed')).toEqual(expectedEffects({ ran: expect.arrayContaining(['modules, update: Failed']), updated: ['cv-modules'] }));
    const { notifications, executions } = rehearsal.report('many removed');
    expect(notifications.map(({ message }) => message)).toEqual(executions.filter(({ status }) => status === 'Failed')
      .map(() => expect.stringContaining('The pipeline modules.cv (account 123456789012, us-east-1) failed in its stage Apply')));
  });

  test('continues once after an operator\'s approval', () => {
    expect(ran('approve-unasked')).toMatchObject({ code: 2, output: expect.stringMatching(/to be removed from cv, with their stacks: x, y, z[^]*nothing was changed/) });
    expect(ran('approve').json).toMatchObject({ modules: ADDED, approved: true });
    expect(happenedIn('approved')).toEqual(expectedEffects({ ran: ['modules, manual: Succeeded'], deleted: ADDED.flatMap(name => [`cv-${name}`, `cv-delivery-${name}`]).sort() }));
    expect(rehearsal.report('approved').notifications.map(({ subject }) => subject).sort()).toEqual(ADDED.map(name => `cv: ${name} is removed`));
    expect(ran('approve-again')).toMatchObject({ code: 0, output: 'no removals wait for an approval\n' });
    expect(happenedIn('approved again')).toEqual(expectedEffects({}));
  });
});

describe('destroying a solution', () => {
  const deleted = ['cv-take', 'cv-delivery-take', 'cv-give', 'cv-delivery-give', 'cv-modules', 'cv-base', 'cv-core'];

  test('needs confirmation: without a terminal nothing happens', () => {
    expect(ran('destroy-unasked')).toMatchObject({ code: 2, output: expect.stringContaining('nothing was changed') });
    expect(happenedIn('unasked')).toEqual(expectedEffects({}));
  });

  test('first stops everything that could create resources again, then deletes consumers before producers, modules before the core, and the core\'s stack last', () => {
    const calls = callsIn('destroyed');
    const order = calls.filter(({ call }) => call === 'cloudformation:DeleteStack').map(({ input }) => input.StackName);
    const first = calls.findIndex(({ call }) => call === 'cloudformation:DeleteStack');
    const before = calls.slice(0, first).map(({ call, input }) => `${call} ${input.Name ?? [input.pipelineName, input.stageName].join(' ')}`);

    expect(order).toEqual(deleted);
    expect(before).toEqual(expect.arrayContaining([
      'events:DisableRule cv-core-daily', ...['Prepare', 'Update', 'Core', 'Modules'].map(stage => `codepipeline:DisableStageTransition core.cv ${stage}`),
      ...['Apply', 'Verify'].map(stage => `codepipeline:DisableStageTransition modules.cv ${stage}`),
      ...['give', 'take'].flatMap(name => ['Build', 'Gate', 'Deploy'].map(stage => `codepipeline:DisableStageTransition ${name}.cv ${stage}`)),
    ]));
  });

  test('is not undone by pushes and registrations meanwhile, and does not touch another solution', () => {
    expect(meddled).toBe(true);
    const { ran: executions, ...stacks } = happenedIn('destroyed');
    expect(executions.filter(one => one.endsWith('Succeeded'))).toEqual([]);
    expect({ ran: [], ...stacks }).toEqual(expectedEffects({ deleted: [...deleted].sort() }));
    expect(callsIn('destroyed').filter(({ call }) => /:(Create|Update)Stack$|:CreateChangeSet$/.test(call))).toEqual([]);
    const written = callsIn('destroyed').filter(({ input }) => JSON.stringify(input).includes('fleet-')).map(({ call }) => call).filter(call => !/:(Get|List|Describe|Head)/.test(call));
    expect(written).toEqual([]);
  });

  test('lists what is retained', () => {
    const { solution, deleted: stacks, retained } = ran('destroy').json;

    expect([solution, stacks]).toEqual(['cv', deleted]);
    expect(retained).toEqual([{ name: expect.stringMatching(/^cv-give-Table-/), type: 'AWS::DynamoDB::Table' }]);
    expect(ran('destroy').output).toMatch(/kept, because their deletion policy retains them:\n {2}cv-give-Table-\w+ \(AWS::DynamoDB::Table\)/);
  });

  test('leaves nothing to do for a second run', () => {
    expect(ran('destroy-again')).toMatchObject({ code: 0, output: 'nothing of the solution "cv" exists in this account and region\n' });
    expect(callsIn('destroyed again').filter(({ call }) => !/:(Get|List|Describe|Head)/.test(call))).toEqual([]);
  });

  test('does not prevent a new installation', () => {
    expect(happenedIn('set up again')).toEqual(expectedEffects({
      ran: ['core', 'give', 'modules', 'take'].map(of => `${of}, creation: Succeeded`),
      created: [...deleted].sort(),
    }));
  });

  test('after which the data that was named as kept is there, beside what is new', async () => {
    const [{ name }] = ran('destroy').json.retained;
    const { TableNames } = await place.call('dynamodb', 'ListTables', {});

    expect(TableNames).toContain(name);
    expect(TableNames.filter((table: string) => table.startsWith('cv-give-Table-'))).toHaveLength(2);
  });
});
