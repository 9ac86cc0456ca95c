import { core, directory, entry, module, expectedEffects, parameters, rehearseOnce } from './rehearsal';
import { digestOf } from '../../src/model/digest';
import { removalApprovalPath } from '../../src/model/names';

jest.setTimeout(300_000);

const MODULES = Array.from({ length: 10 }, (_, index) => `m${index}`);
const entries = (value: (name: string) => object | null) => Object.fromEntries(MODULES.map(name => [`self/${name}`, value(name)]));
const STEPS = {
  'set-up': 'setup',
  'at once': directory(entries(name => entry(name))),
  'the same again': directory(entries(name => entry(name))),
  'vanished': directory(entries(() => null), { failed: ['modules'] }),
  'a yes to something else': parameters({ [removalApprovalPath('cv')]: digestOf([]) }),
  'still no yes': { daily: { expect: { failed: ['modules'] } } },
  'a yes': parameters({ [removalApprovalPath('cv')]: digestOf([entry('loner')]) }),
  'a day later': 'daily',
};
const rehearsal = rehearseOnce(STEPS, ['loner', ...MODULES], {
  ...core(['loner']),
  ...module('loner'),
  ...Object.assign({}, ...MODULES.map(name => module(name))),
});

const { happenedIn } = rehearsal;

/** The executions, without the core's, of which the number of superseded ones depends on timing, and the number of the core's that succeeded. */
function ranIn(name: keyof typeof STEPS) {
  const { ran, ...stacks } = happenedIn(name);
  const ofCore = ran.filter(one => one.startsWith('core, event:Parameter Store Change: '));
  return { through: ofCore.filter(one => one.endsWith('Succeeded')).length, superseded: ofCore.filter(one => one.endsWith('Superseded')).length, ran: ran.filter(one => !ofCore.includes(one)), ...stacks };
}

test('only the expected executions fail', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('ten modules that register themselves within a second are installed, without ten executions of the core pipeline', () => {
  const { through, superseded, ran, ...stacks } = ranIn('at once');

  expect(through).toBeLessThanOrEqual(3);
  expect(through + superseded).toBe(10);
  expect(ran.filter(one => !one.startsWith('modules'))).toEqual(MODULES.map(name => `${name}, creation: Succeeded`));
  expect(ran.filter(one => one.startsWith('modules')).length).toBeLessThanOrEqual(through);
  expect({ ran: [], ...stacks }).toEqual(expectedEffects({ created: [...MODULES.map(name => `cv-delivery-${name}`), ...MODULES.map(name => `cv-${name}`)], updated: ['cv-modules'] }));
});

test('events about unchanged entries run no pipeline but the core\'s', () => {
  const { through, superseded, ...rest } = ranIn('the same again');

  expect(through).toBeLessThanOrEqual(3);
  expect(through + superseded).toBe(10);
  expect(rest).toEqual(expectedEffects({}));
});

test('when all entries disappear, nothing is deleted before a person approves it', () => {
  const { through, superseded, ran, ...stacks } = ranIn('vanished');

  expect(through).toBeLessThanOrEqual(3);
  expect(through + superseded).toBe(10);
  expect(ran.at(-1)).toBe('modules, update: Failed');
  expect({ ran: [], ...stacks }).toEqual(expectedEffects({ updated: ['cv-modules'] }));
  expect(rehearsal.all().output).toContain(`the definition removes 10 modules at once (${MODULES.join(', ')}), more than a third; nothing was changed`);
});

test('an approval of another definition does not count', () => {
  expect(happenedIn('still no yes')).toEqual(expectedEffects({ ran: ['modules, ensure: Failed'] }));
});

test('after approval of this definition they are removed completely, no other module is changed, and the approval is used up', () => {
  expect(happenedIn('a day later')).toEqual(expectedEffects({
    ran: ['modules, ensure: Succeeded'],
    deleted: [...MODULES.map(name => `cv-delivery-${name}`), ...MODULES.map(name => `cv-${name}`)],
  }));
  const { parameters: left, pipelines } = rehearsal.all().report.account;
  expect(Object.keys(left).filter(path => path.startsWith('/cv/approvals/') || /^.cv.modules.m\d/.test(path))).toEqual([]);
  expect(pipelines).toEqual(['core.cv', 'loner.cv', 'modules.cv']);
});
