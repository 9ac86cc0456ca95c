import { unexpected, type ExecutionReport } from '../../src/rehearsal/report';

const execution = (of: string, status: string): ExecutionReport => ({ pipeline: `${of}.cv`, of, execution: 'id', trigger: 'push', status, started: '', stages: [] });

test('an unexpected failure is reported', () => {
  expect(unexpected([execution('dtc', 'Failed'), execution('core', 'Succeeded'), execution('api', 'Cancelled')], [])).toEqual(['pipeline dtc.cv failed']);
});

test('an expected failure is not a problem, whether the script uses the pipeline\'s name or the module\'s', () => {
  expect(unexpected([execution('dtc', 'Failed'), execution('modules', 'Failed')], ['dtc', 'modules.cv'])).toEqual([]);
});

test('an expected failure that did not occur is reported', () => {
  expect(unexpected([execution('dtc', 'Succeeded')], ['dtc'])).toEqual(['\'dtc\' was expected to fail, but no execution of it did']);
});
