import { ROOT, core, pushNewValue, module, expectedEffects, rehearseOnce } from './rehearsal';

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
};
const rehearsal = rehearseOnce(STEPS, ['loner', 'own'], {
  ...core(['loner']),
  ...module('loner'),
  ...module('own', { consumes: ['base/ValueName'], registers: true }),
});

const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
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

test('from then on every push to it is delivered', () => {
  expect(happenedIn('pushed')).toEqual(expectedEffects({ ran: ['own, push: Succeeded'], updated: ['cv-own'] }));
});

test('without its registration it is removed completely, and no other module changes', () => {
  expect(happenedIn('destroyed')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded'],
    updated: ['cv-modules'],
    deleted: ['cv-delivery-own', 'cv-own', 'cv-registration-own'],
  }));
  const { parameters, pipelines } = rehearsal.all().report.account;
  expect(Object.keys(parameters).filter(path => path.includes('own'))).toEqual([]);
  expect(pipelines).toEqual(['core.cv', 'loner.cv', 'modules.cv']);
});
