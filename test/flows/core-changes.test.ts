import { core, pushNewValue, module, expectedEffects, push, rehearseOnce } from './rehearsal';

jest.setTimeout(240_000);

const STEPS = {
  'set-up': 'setup',
  'readme': push('core', 'echo "Hello" > README.md'),
  'resource': push('core', 'sed -i "s/stringValue: \'one\'/stringValue: \'two\'/" app.js'),
  'output': push('core', 'sed -i "s#/cv-base-value#/cv-base-renamed#" app.js'),
  'listed': push('core', 'sed -i "s#  modules: \\[#&Module.of(\'late\', Source.gitHub(\'acme/late\')), #" app.js'),
  'delivery': push('core', 'sed -i "s#^const value#const more = new InSyncModule(app, \'more\', { solution: \'cv\' });\\n&#; s#core: .base.#core: [base, more]#" app.js'),
  'push': pushNewValue('loner'),
};
const rehearsal = rehearseOnce(STEPS, ['reader', 'loner', 'late'], {
  ...core(['reader', 'loner']),
  ...module('reader', { consumes: ['base/ValueName', 'base/ValueArn'], produces: ['Out'] }),
  ...module('loner'),
  ...module('late', { consumes: ['reader/Out'] }),
});

const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('a push to the core that changes nothing runs the core pipeline once, and updates no stack', () => {
  expect(happenedIn('readme')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'] }));
});

test('a core module whose outputs do not change is updated alone', () => {
  expect(happenedIn('resource')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'], updated: ['cv-base'] }));
});

test('changed outputs deliver exactly the modules that read them, once each', () => {
  const { ran, ...stacks } = happenedIn('output');

  expect(ran).toEqual(['core, push: Succeeded', expect.stringMatching(/^reader, announce:base\/Value(Arn|Name): Succeeded$/)]);
  expect({ ran: [], ...stacks }).toEqual(expectedEffects({ updated: ['cv-base', 'cv-reader'] }));
});

test('a module that the code lists is installed by one execution of the core pipeline, which leaves its own stack and all others as they are', () => {
  expect(happenedIn('listed')).toEqual(expectedEffects({
    ran: ['core, push: Succeeded', 'late, creation: Succeeded', 'modules, update: Succeeded'],
    created: ['cv-delivery-late', 'cv-late'],
    updated: ['cv-modules'],
  }));
});

test('a change of the core pipeline restarts it once, which applies the change', () => {
  expect(happenedIn('delivery')).toEqual(expectedEffects({
    ran: ['core, push: Cancelled', 'core, update: Succeeded'],
    created: ['cv-more'],
    updated: ['cv-core', 'cv-modules'],
  }));
});

test('a push to a module delivers that module alone', () => {
  expect(happenedIn('push')).toEqual(expectedEffects({ ran: ['loner, push: Succeeded'], updated: ['cv-loner'] }));
});
