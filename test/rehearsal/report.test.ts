import { unexpected, type ExecutionReport } from '../../src/rehearsal/report';

const execution = (of: string, status: string): ExecutionReport => ({ pipeline: `${of}.cv`, of, execution: 'id', trigger: 'push', status, started: '', stages: [] });

test('a failure that nobody expected is told', () => {
  expect(unexpected([execution('dtc', 'Failed'), execution('core', 'Succeeded'), execution('api', 'Cancelled')], [])).toEqual(['pipeline dtc.cv failed']);
});

test('a pipeline that fails as expected is none, whether it is called by its name or by what it is of', () => {
  expect(unexpected([execution('dtc', 'Failed'), execution('modules', 'Failed')], ['dtc', 'modules.cv'])).toEqual([]);
});

test('an expected failure that did not happen is told', () => {
  expect(unexpected([execution('dtc', 'Succeeded')], ['dtc'])).toEqual(['\'dtc\' was expected to fail, but no execution of it did']);
});
