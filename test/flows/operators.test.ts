import { commands, extended, rehearseCommandsOnce, ran, TABLE } from './operating';
import { core, directory, entry, module, expectedEffects } from './rehearsal';

jest.setTimeout(600_000);

const EVENT = 'core, event:Parameter Store Change: Succeeded';
const PERMISSIONS = [{ actions: ['ses:SendEmail'], resources: ['*'] }];
const source = (name: string) => `--source github:acme/${name}@main`;

const KEPT = `${TABLE}new (require('aws-cdk-lib').aws_s3.CfnBucket)(module_, 'Photos');
`;

/** What a deployment needs for a parameter outside of the module's own names. */
const SHARED = '--permission "ssm:PutParameter,ssm:AddTagsToResource,ssm:GetParameters,ssm:ListTagsForResource,ssm:DeleteParameter=arn:aws:ssm:us-east-1:123456789012:parameter/cv-shared-name"';

const STEPS = {
  'set-up': 'setup',
  'look': commands({
    'list': 'list --json',
    'list-table': 'list',
    'status': 'status --json',
    'status-table': 'status',
    'plan': 'plan --json',
    'plan-add': 'plan --json --add dtc=github:acme/dtc@main',
    'plan-table': 'plan --add dtc=github:acme/dtc@main',
    'remove-listed': 'remove loner --yes',
    'unknown': 'remove lonre --yes --json',
    'elsewhere': 'list --solution none',
  }),
  'add': commands({ add: `add dtc ${source('dtc')} --json` }),
  'parameter': commands({ 'plan-kept': 'plan --json', 'parameter': 'add dtc --parameter Threshold=30' }),
  'again': commands({ 'again': 'add dtc --parameter Threshold=30', 'remove-no-terminal': 'remove dtc' }),
  'registered': directory({ 'self/own': entry('own', { permissions: PERMISSIONS }) }),
  'approve': commands({ 'list-asked': 'list --json', 'approve-no-terminal': 'approve own', 'approve': 'approve own --yes --json' }),
  'remove self': commands({ 'plan-self': 'plan --json --remove own', 'remove-self': 'remove own --yes' }),
  'pair': commands({ 'add-give': `add give ${source('give')} ${SHARED}`, 'add-take': `add take ${source('take')}` }),
  'required': commands({ 'remove-required': 'remove give --yes' }),
  'swap': commands({ 'remove-pair': 'remove give take --yes', 'add-heir': `add heir ${source('heir')} ${SHARED}`, 'move-dtc': `add dtc ${source('moved')} --parameter Threshold=31` }),
  'remove': commands({ 'plan-remove': 'plan --json --remove dtc', 'remove': 'remove dtc --yes' }),
};
const rehearsal = rehearseCommandsOnce(STEPS, ['loner', 'dtc', 'moved', 'own', 'give', 'take', 'heir'], {
  ...core(['loner']),
  ...module('loner'),
  ...extended(module('dtc'), KEPT),
  ...extended(module('dtc'), KEPT, 'moved'),
  ...module('own', { consumes: ['base/ValueName'] }),
  ...module('give', { produces: ['Out'], parameterName: '/cv-shared-name' }),
  ...module('take', { consumes: ['give/Out'] }),
  ...module('heir', { produces: ['Out'], parameterName: '/cv-shared-name' }),
});
const { happenedIn, callsIn } = rehearsal;

/** The actions in the output of `plan --json`. */
const planned = (name: string, change: string) => ran(name).json.modules.filter((one: any) => one.change === change).map((one: any) => one.name);
const messages = (name: keyof typeof STEPS) => rehearsal.report(name).notifications.map(({ message }) => message);
/** The calls of a step that delete something, in their order. */
const deletions = (name: keyof typeof STEPS) => callsIn(name).flatMap(({ call, input }) => {
  if (call === 'cloudformation:DeleteStack') return [input.StackName.replace(/^.*:stack.([^/]*).*$/, '$1')];
  return call === 'ssm:DeleteParameters' ? input.Names : [];
});

test('the policy for operators is enough for these commands, and allows nothing else but to approve removals and to see failures', () => {
  expect(rehearsal.unused('operator')).toEqual(['ReadPipelines: codepipeline:GetPipelineState', 'ApproveRemovals: ssm:PutParameter', 'RemoveWhatIsApproved: codepipeline:StartPipelineExecution']);
});

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ result: 'succeeded', output: '' });
});

describe('a user who only reads', () => {
  test('changes nothing', () => {
    expect(happenedIn('look')).toEqual(expectedEffects({}));
    const others = callsIn('look').filter(({ call }) => !/:(Get|List|Describe|Head)/.test(call));
    expect(others).toEqual([]);
  });

  test('sees the modules, their owners and their status, as tables and as JSON', () => {
    expect(ran('list').json.modules).toMatchObject([{ name: 'base', core: true, installed: true }, { name: 'loner', core: false, wantedBy: 'core', installed: true }]);
    expect(ran('list-table').output).toMatch(/module +listed by +installed +source[^]*base +core module +yes[^]*loner +core's code +yes +github:acme\/loner@main/);
    expect(ran('status').json).toMatchObject({ solution: 'cv', pipelines: { core: { status: 'Succeeded' }, modules: { status: 'Succeeded' } } });
    expect(ran('status').json.modules[1]).toMatchObject({ name: 'loner', state: 'delivered', revision: expect.stringMatching(/^[0-9a-f]{40}$/), stack: 'CREATE_COMPLETE' });
    expect(ran('status-table').output).toMatch(/loner +core's code +delivered +[0-9a-f]{8}/);
    expect(planned('plan', 'keep')).toEqual(['loner']);
    expect(ran('plan-table').output).toMatch(/dtc +install +github:acme\/dtc@main\n1 module unchanged/);
  });

  test('with wrong arguments gets messages, and changes nothing', () => {
    expect(ran('remove-listed')).toMatchObject({ code: 1, output: expect.stringContaining('loner is listed in the core\'s code') });
    expect(ran('unknown')).toMatchObject({ code: 1, output: expect.stringContaining('did you mean "loner"?') });
    expect(ran('elsewhere')).toMatchObject({ code: 1, output: expect.stringContaining('the role or user that runs this command lacks the permission') });
  });
});

describe('a module that an operator adds', () => {
  test('is installed as planned, and no other module is delivered', () => {
    expect(planned('plan-add', 'install')).toEqual(['dtc']);
    expect(ran('add').json).toMatchObject({ name: 'dtc', change: 'written', installed: false, watch: expect.stringContaining('/pipelines/core.cv/view') });
    expect(happenedIn('add')).toEqual(expectedEffects({
      ran: [EVENT, 'dtc, creation: Succeeded', 'modules, update: Succeeded'], created: ['cv-delivery-dtc', 'cv-dtc'], updated: ['cv-modules'],
    }));
  });

  test('is delivered with a changed parameter, and no other module is', () => {
    expect(planned('plan-kept', 'keep')).toEqual(['dtc', 'loner']);
    expect(happenedIn('parameter')).toEqual(expectedEffects({
      ran: [EVENT, 'dtc, update: Succeeded', 'modules, update: Succeeded'], updated: ['cv-delivery-dtc', 'cv-dtc', 'cv-modules'],
    }));
  });

  test('does not change if its entry is the same already, or if there is no terminal to confirm its removal', () => {
    expect(ran('again')).toMatchObject({ code: 0, output: expect.stringContaining('nothing to do') });
    expect(ran('remove-no-terminal')).toMatchObject({ code: 2, output: expect.stringContaining('nothing was changed. Confirm it with --yes') });
    expect(happenedIn('again')).toEqual(expectedEffects({}));
  });
});

describe('a module that registers itself', () => {
  const permitted = (name: keyof typeof STEPS) => callsIn(name).filter(({ call, input }) => /:(Create|Update)Stack$/.test(call) && input.StackName === 'cv-delivery-own')
    .map(({ input }) => input.Parameters.find(({ ParameterKey }: any) => ParameterKey === 'PermittedActions1').ParameterValue);

  test('is installed without the permissions that it requests', () => {
    expect(happenedIn('registered')).toEqual(expectedEffects({
      ran: [EVENT, 'modules, update: Succeeded', 'own, creation: Succeeded'], created: ['cv-delivery-own', 'cv-own'], updated: ['cv-modules'],
    }));
    expect(permitted('registered')).toEqual(['']);
    expect(ran('list-asked').json.modules.find((one: any) => one.name === 'own').notices).toEqual([expect.stringContaining('cv-insync approve')]);
  });

  test('gets them by approval, which needs confirmation', () => {
    expect(ran('approve-no-terminal')).toMatchObject({ code: 2, output: expect.stringContaining('nothing was changed. Confirm it with --yes') });
    expect(ran('approve').json).toMatchObject({ name: 'own', approved: PERMISSIONS });
    expect(happenedIn('approve')).toEqual(expectedEffects({ ran: [EVENT, 'modules, update: Succeeded', 'own, update: Succeeded'], updated: ['cv-delivery-own', 'cv-modules'] }));
    expect(permitted('approve')).toEqual(['ses:SendEmail']);
  });

  test('is removed completely by an operator, as planned, although its own entry stays', () => {
    expect(planned('plan-self', 'remove')).toEqual(['own']);
    expect(happenedIn('remove self')).toEqual(expectedEffects({ ran: [EVENT, 'modules, update: Succeeded'], updated: ['cv-modules'], deleted: ['cv-delivery-own', 'cv-own'] }));
    const { parameters } = rehearsal.account();
    expect(Object.keys(parameters).filter(path => path.includes('own'))).toEqual(['/cv/directory/operator/own', '/cv/directory/self/own']);
    expect(JSON.parse(parameters['/cv/directory/operator/own'])).toEqual({ schema: 1, name: 'own', removed: true });
    expect(messages('remove self')).toEqual([expect.stringMatching(/^The module own of the solution cv .*is removed[^]*\nNothing of it was kept\./)]);
  });
});

describe('several modules at once', () => {
  test('are installed in the order of what they consume', () => {
    const { ran: executions, ...stacks } = happenedIn('pair');
    expect(executions.filter(one => /^(give|take)/.test(one))).toEqual(['give, creation: Succeeded', 'take, creation: Succeeded']);
    expect({ ran: [], ...stacks }).toEqual(expectedEffects({ created: ['cv-delivery-give', 'cv-delivery-take', 'cv-give', 'cv-take'], updated: ['cv-modules'] }));
  });

  test('one that another requires is not removed: the command names the consumer, and changes nothing', () => {
    expect(ran('remove-required')).toMatchObject({ code: 1, output: expect.stringContaining('give is required: take reads give/Out; remove take first, or all at once') });
    expect(happenedIn('required')).toEqual(expectedEffects({}));
  });

  test('are removed consumers first; a module that takes over their names follows; a moved module is delivered from its new source', () => {
    const { ran: executions, ...stacks } = happenedIn('swap');
    expect(executions.filter(one => /^(heir|dtc|loner|give|take)/.test(one))).toEqual(['dtc, update: Succeeded', 'heir, creation: Succeeded']);
    expect(executions.filter(one => /^modules, .*: Succeeded/.test(one)).length).toBeLessThanOrEqual(executions.filter(one => one === EVENT).length);
    expect({ ran: [], ...stacks }).toEqual(expectedEffects({
      created: ['cv-delivery-heir', 'cv-heir'], updated: ['cv-delivery-dtc', 'cv-dtc', 'cv-modules'], deleted: ['cv-delivery-give', 'cv-delivery-take', 'cv-give', 'cv-take'],
    }));
    expect(deletions('swap').filter((name: string) => /^cv-/.test(name))).toEqual(['cv-take', 'cv-delivery-take', 'cv-give', 'cv-delivery-give']);
    expect(rehearsal.account().parameters['/cv-shared-name']).toContain('heir');
    const [delivered] = callsIn('swap').filter(({ call, input }) => call === 'cloudformation:UpdateStack' && input.StackName === 'cv-delivery-dtc');
    expect(delivered.input.Parameters).toContainEqual({ ParameterKey: 'Repository', ParameterValue: 'acme/moved' });
  });
});

describe('a module that an operator removes', () => {
  test('is removed completely, as planned, and no other module changes', () => {
    expect(planned('plan-remove', 'remove')).toEqual(['dtc']);
    expect(planned('plan-remove', 'keep')).toEqual(['heir', 'loner']);
    expect(happenedIn('remove')).toEqual(expectedEffects({ ran: [EVENT, 'modules, update: Succeeded'], updated: ['cv-modules'], deleted: ['cv-delivery-dtc', 'cv-dtc'] }));
    expect(rehearsal.account()).toMatchObject({ pipelines: ['core.cv', 'heir.cv', 'loner.cv', 'modules.cv'] });
    expect(Object.keys(rehearsal.account().parameters).filter(path => path.includes('dtc'))).toEqual([]);
  });

  test('is removed in the order entry, resources, records, delivery', () => {
    expect(deletions('remove')).toEqual(['/cv/directory/operator/dtc', 'cv-dtc', '/cv/modules/dtc/delivered', '/cv/modules/dtc/gated', 'cv-delivery-dtc']);
  });

  test('leaves its data, which is listed in the plan, in the log and in the notification', () => {
    const kept = [/^cv-dtc-Table-\w+ \(AWS::DynamoDB::Table\)$/, /^cv-dtc-photos-\w+ \(AWS::S3::Bucket\)$/];
    const [message, ...others] = messages('remove');
    const listed = message.split('\n').filter(line => line.startsWith('- ')).map(line => line.slice(2));

    expect(others).toEqual([]);
    expect(listed.sort()).toEqual(kept.map(pattern => expect.stringMatching(pattern)).sort());
    expect(message).toMatch(/^The module dtc of the solution cv \(account 123456789012, us-east-1\) is removed: its stacks cv-dtc and cv-delivery-dtc are deleted\.\nKept, because their deletion policy retains them:\n/);
    expect(message).toContain('https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/modules.cv/view?region=us-east-1');
    for (const name of listed) expect(ran('remove').output).toContain(name);
  });
});
