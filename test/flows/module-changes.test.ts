import { core, module, expectedEffects, push, rehearseOnce } from './rehearsal';
import type { ActionReport, ExecutionReport } from '../../src/rehearsal/report';

jest.setTimeout(240_000);

const FAILED = ['broken', 'blocked', 'clash', 'after', 'modules'];
const STEPS = {
  'set-up': { setup: { expect: { failed: FAILED } } },
  'fixed tests': push('broken', 'touch fixed'),
  'fixed deployment': push('clash', "sed -i \"s/, parameterName: '.cv-base-value'//\" app.js"),
  'dropped output': push('producer', 'sed -i \'s/"Out"/"Other"/\' app.js', ['producer']),
  'output again': push('producer', 'sed -i \'s/"Other"/"Out", "Other"/\' app.js'),
  'dropped by the core': push('core', 'sed -i "s/ValueName/OtherName/" app.js', ['core']),
};
const modules = ['producer', 'consumer', 'broken', 'blocked', 'clash', 'after'];
const rehearsal = rehearseOnce(STEPS, modules, {
  ...core(modules),
  ...module('producer', { produces: ['Out'] }),
  ...module('consumer', { consumes: ['base/ValueName', 'producer/Out'] }),
  ...module('broken', { produces: ['Out'], test: 'test -f fixed' }),
  ...module('blocked', { consumes: ['broken/Out'] }),
  ...module('clash', { produces: ['Out'], parameterName: '/cv-base-value' }),
  ...module('after', { consumes: ['clash/Out'] }),
});

const { happenedIn } = rehearsal;

/** The failed action of an execution, and its message. */
function failureOf(name: keyof typeof STEPS, of: string): Pick<ActionReport, 'name' | 'summary'> {
  const execution: ExecutionReport = rehearsal.report(name).executions.find(one => one.of === of)!;
  const { name: action, summary } = execution.stages.flatMap(({ actions }) => actions).find(({ status }) => status === 'Failed')!;
  return { name: action, summary };
}

test('only the expected executions fail', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('modules that fail at their first delivery block only their consumers', () => {
  expect(happenedIn('set-up')).toEqual(expectedEffects({
    ran: [
      'after, creation: Failed', 'blocked, creation: Failed', 'broken, creation: Failed', 'clash, creation: Failed', 'consumer, creation: Succeeded',
      'core, creation: Succeeded', 'modules, creation: Failed', 'producer, creation: Succeeded',
    ],
    created: [
      'cv-base', 'cv-clash', 'cv-consumer', 'cv-core', 'cv-delivery-after', 'cv-delivery-blocked', 'cv-delivery-broken', 'cv-delivery-clash',
      'cv-delivery-consumer', 'cv-delivery-producer', 'cv-modules', 'cv-producer',
    ],
  }));
  expect(failureOf('set-up', 'broken').name).toBe('Build');
  expect(failureOf('set-up', 'clash').name).toBe('Deploy');
});

test('a consumer of a failed module stops at its gate and says what it waits for', () => {
  expect(failureOf('set-up', 'blocked')).toEqual({ name: 'Gate', summary: expect.stringContaining('waiting for broken/Out, which is missing') });
  expect(failureOf('set-up', 'after')).toEqual({ name: 'Gate', summary: expect.stringContaining('waiting for clash/Out, which is missing') });
});

test('the module-definition pipeline names the failed modules and the modules that they block', () => {
  const { name, summary } = failureOf('set-up', 'modules');

  expect(name).toBe('Verify');
  expect(summary).toMatch(/failed: broken .*clash .*blocked by other modules: after .*blocked /s);
});

test('a push that fixes a build delivers the module and the modules that waited for it', () => {
  expect(happenedIn('fixed tests')).toEqual(expectedEffects({
    ran: ['blocked, announce:broken/Out: Succeeded', 'broken, push: Succeeded'],
    created: ['cv-blocked', 'cv-broken'],
  }));
});

test('a push that fixes a first deployment replaces the failed stack, and delivers the modules that waited for it', () => {
  expect(happenedIn('fixed deployment')).toEqual(expectedEffects({
    ran: ['after, announce:clash/Out: Succeeded', 'clash, push: Succeeded'],
    created: ['cv-after', 'cv-clash'],
    deleted: ['cv-clash'],
  }));
});

test('a version without an output that others require stops at its gate, naming the output and the consumers', () => {
  expect(happenedIn('dropped output')).toEqual(expectedEffects({ ran: ['producer, push: Failed'] }));
  expect(failureOf('dropped output', 'producer')).toEqual({ name: 'Gate', summary: expect.stringMatching(/no longer produces Out .*consumer/) });
});

test('an added output is delivered without delivering modules that do not read it', () => {
  expect(happenedIn('output again')).toEqual(expectedEffects({ ran: ['producer, push: Succeeded'], updated: ['cv-producer'] }));
});

test('a core that lacks an output which modules require is not deployed, and names these modules', () => {
  expect(happenedIn('dropped by the core')).toEqual(expectedEffects({ ran: ['core, push: Failed'] }));
  expect(failureOf('dropped by the core', 'core').name).toBe('Prepare');
  expect(rehearsal.all().output).toMatch(/no longer produces ValueName, which consumer requires/);
  expect(rehearsal.toldIn('dropped by the core')).toEqual([expect.stringContaining('The pipeline core.cv (account 123456789012, us-east-1) failed in its stage Prepare: https://')]);
});
