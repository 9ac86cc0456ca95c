import { type Check, selected } from '../../../conformance/checks/check';
import { differences } from '../../../conformance/checks/expect';
import { observed, type Snapshot } from '../../../conformance/record/observed';

const check = (name: string, ...after: string[]): Check => ({ name, title: name, after, run: async () => undefined });
const CHECKS = [check('set-up/1'), check('flow/add', 'set-up/1'), check('flow/push', 'flow/add'), check('types/queue', 'set-up/1')];
const names = (only: string[]) => selected(CHECKS, only).map(({ name }) => name);

test('without a choice, all checks are run', () => {
  expect(names([])).toEqual(['set-up/1', 'flow/add', 'flow/push', 'types/queue']);
});

test('chosen checks are run with those that they need, in order', () => {
  expect(names(['types', 'flow/push'])).toEqual(['set-up/1', 'flow/add', 'flow/push', 'types/queue']);
  expect(names(['types'])).toEqual(['set-up/1', 'types/queue']);
  expect(names(['none'])).toEqual([]);
});

const stack = (name: string, changed: number, id = name) => ({ id, name, status: 'CREATE_COMPLETE', changed });
const before: Snapshot = { at: 0, executions: [], stacks: [stack('s-core', 1), stack('s-old', 1), stack('s-same', 1), stack('s-again', 1)] };
const after: Snapshot = { at: 9, executions: [], stacks: [stack('s-core', 5), stack('s-same', 1), stack('s-new', 5), stack('s-again', 5, 'another')] };

test('effects are the executions, and the stacks that were created, changed and deleted', () => {
  const executions = [{ of: 'loner', id: '1', status: 'Failed', trigger: '', started: 1 }, { of: 'core', id: '2', status: 'Succeeded', trigger: '', started: 2 }];

  expect(observed(before, after, executions).effects).toEqual({
    ran: ['core: Succeeded', 'loner: Failed'], created: ['s-again', 's-new'], updated: ['s-core'], deleted: ['s-old'],
  });
});

test('effects that are not exactly the expected ones are named, with both', () => {
  const found = { ran: ['core: Succeeded'], created: [], updated: ['s-core', 's-loner'], deleted: [] };

  expect(differences(found, { ...found, updated: ['s-loner', 's-core'] })).toEqual([]);
  expect(differences(found, { ran: [], created: [], updated: ['s-core'], deleted: ['s-x'] })).toEqual([
    'ran: found core: Succeeded, expected none', 'updated: found s-core, s-loner, expected s-core', 'deleted: found none, expected s-x',
  ]);
});
