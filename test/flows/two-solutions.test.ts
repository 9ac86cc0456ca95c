import { Folder, Rehearsed, core, pushNewValue, module, push, script } from './rehearsal';

jest.setTimeout(240_000);

const STEPS = {
  'first': 'setup',
  'second': { setup: { repository: 'acme/fleet-core' } },
  'module of both': pushNewValue('shared'),
  'core of the second': push('fleet-core', 'sed -i "s/stringValue: \'one\'/stringValue: \'two\'/" app.js'),
  'overlapping': { setup: { repository: 'acme/third-core', expect: { failed: ['core.cv-x'] } } },
  'core of the first': push('core', 'sed -i "s/stringValue: \'one\'/stringValue: \'two\'/" app.js'),
};

let rehearsed: Rehearsed;
let folder: Folder;
beforeAll(async () => {
  folder = new Folder().synthesizeQuickly();
  folder.write({
    ...core(['shared']),
    ...core(['shared'], { solution: 'fleet', name: 'fleet-core' }),
    ...core([], { solution: 'cv-x', name: 'third-core' }),
    ...module('shared', { consumes: ['base/ValueName'] }),
    'script.yaml': script(['shared', 'fleet-core', 'third-core'], Object.values(STEPS) as object[]),
  });
  rehearsed = await folder.rehearse('script.yaml');
});
afterAll(() => folder.remove());

/** The pipelines that ran, and the stacks that changed. */
function happenedIn(name: keyof typeof STEPS) {
  const { executions, stacks: { created, updated, deleted } } = rehearsed.report.steps[Object.keys(STEPS).indexOf(name)];
  return { ran: executions.map(({ pipeline, status }) => `${pipeline}: ${status}`).sort(), created, updated, deleted };
}
const only = (expected: object) => ({ ran: [], created: [], updated: [], deleted: [], ...expected });

test('only the expected executions fail', () => {
  expect({ code: rehearsed.code, output: rehearsed.code ? rehearsed.output : '' }).toEqual({ code: 0, output: '' });
});

test('a second solution is set up beside the first, which does not change', () => {
  expect(happenedIn('second')).toEqual(only({
    ran: ['core.fleet: Succeeded', 'modules.fleet: Succeeded', 'shared.fleet: Succeeded'],
    created: ['fleet-base', 'fleet-core', 'fleet-delivery-shared', 'fleet-modules', 'fleet-shared'],
  }));
});

test('a push to a module that both have is delivered to both', () => {
  expect(happenedIn('module of both')).toEqual(only({ ran: ['shared.cv: Succeeded', 'shared.fleet: Succeeded'], updated: ['cv-shared', 'fleet-shared'] }));
});

test('each reads the values of its own core', () => {
  const { parameters } = rehearsed.report.account;

  expect(Object.entries(parameters).filter(([, value]) => value.startsWith('a better shared')).map(([, value]) => value).sort())
    .toEqual(['a better shared 10 /cv-base-value', 'a better shared 10 /fleet-base-value']);
});

test('a push to one core changes that solution alone', () => {
  expect(happenedIn('core of the second')).toEqual(only({ ran: ['core.fleet: Succeeded'], updated: ['fleet-base'] }));
  expect(happenedIn('core of the first')).toEqual(only({ ran: ['core.cv: Succeeded'], updated: ['cv-base'] }));
});

test('a solution whose names overlap those of another is refused with a message', () => {
  expect(happenedIn('overlapping')).toEqual(only({ ran: ['core.cv-x: Failed'], created: ['cv-x-core'] }));
  expect(rehearsed.output).toContain('the solution "cv-x" cannot be in the same account and region as "cv"');
});
