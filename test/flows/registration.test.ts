import { appOf, commands, ran, rehearseCommandsOnce, synthesized } from './operating';
import { ROOT, core, pushNewValue, module, expectedEffects } from './rehearsal';

jest.setTimeout(240_000);

const destroy = (stack: string) => ({
  invoke: `node -e "const { CloudFormationClient: C, DeleteStackCommand: D } = require('${ROOT}/node_modules/@aws-sdk/client-cloudformation'); new C({}).send(new D({ StackName: '${stack}' }))"`,
});
const STEPS = {
  'set-up': 'setup',
  'registered': { register: { repository: 'acme/own' } },
  'registered again': { register: { repository: 'acme/own' } },
  'pushed': pushNewValue('own'),
  'destroyed': destroy('cv-registration-own'),
  'synthesized': synthesized('own', 'other'),
  'by its author': commands({ register: `register ${appOf('own')} --json` }),
  'again': commands({ 'register-again': `register ${appOf('own')}`, 'register-other': `register ${appOf('other')} --no-wait` }),
  'by its author no more': commands({ unregister: `unregister ${appOf('own')} --yes --json` }),
};
const rehearsal = rehearseCommandsOnce(STEPS, ['loner', 'own', 'other'], {
  ...core(['loner']),
  ...module('loner'),
  ...module('own', { consumes: ['base/ValueName'], registers: true }),
  ...module('other', { registers: true }),
});

const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ result: 'succeeded', output: '' });
});

test('a module that registers itself is installed, and no other module is delivered', () => {
  expect(happenedIn('registered')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded', 'own, creation: Succeeded'],
    created: ['cv-delivery-own', 'cv-own', 'cv-registration-own'],
    updated: ['cv-modules'],
  }));
});

test('registering again does nothing', () => {
  expect(happenedIn('registered again')).toEqual(expectedEffects({}));
});

test('what was delivered is recorded, with the execution that delivered it', () => {
  const { parameters } = rehearsal.account();
  const { execution } = rehearsal.report('set-up').executions.find(({ of }) => of === 'loner')!;

  expect(JSON.parse(parameters['/cv/modules/loner/delivered'] as string)).toEqual({ revision: expect.stringMatching(/^[0-9a-f]{40}$/), execution });
});

test('from then on every push to it is delivered', () => {
  expect(happenedIn('pushed')).toEqual(expectedEffects({ ran: ['own, push: Succeeded'], updated: ['cv-own'] }));
});

test('without its registration it is removed completely, and no other module changes', () => {
  expect(happenedIn('destroyed')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded'],
    updated: ['cv-modules'],
    deleted: ['cv-delivery-own', 'cv-own', 'cv-registration-own'],
  }));
  const { parameters, pipelines } = rehearsal.account();
  expect(Object.keys(parameters).filter(path => path.includes('own'))).toEqual([]);
  expect(pipelines).toEqual(['core.cv', 'loner.cv', 'modules.cv']);
});

describe('an author who may do no more than the page for operators says', () => {
  test('registers the module, and it is installed', () => {
    expect(ran('register')).toMatchObject({ code: 0 });
    expect(happenedIn('by its author')).toEqual(happenedIn('registered'));
  });

  test('registers no other module, and what was registered does not change', () => {
    expect(ran('register-again')).toMatchObject({ code: 0, output: expect.stringContaining('already') });
    expect(ran('register-other')).toMatchObject({ code: 1, output: expect.stringMatching(/not authorized to perform: cloudformation:CreateStack on resource: \S+cv-registration-other/) });
    expect(happenedIn('again')).toEqual(expectedEffects({}));
  });

  test('takes the module back', () => {
    expect(ran('unregister')).toMatchObject({ code: 0 });
    expect(happenedIn('by its author no more')).toEqual(happenedIn('destroyed'));
  });

  test('needs every action of the policy but those for changes of an entry\'s tags and for failures', () => {
    expect(rehearsal.unused('author')).toEqual(['Register: cloudformation:DescribeStackEvents', 'WriteOwnEntry: ssm:RemoveTagsFromResource']);
  });
});
