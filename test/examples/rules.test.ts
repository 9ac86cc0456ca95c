import { synthesize } from './synthesize';
import { lint, subjectsIn } from '../../src/cli/lint/lint';

test.each(['core', 'modules/notifications', 'modules/dtc'])('`cv-insync lint` finds no error in examples/%s', example => {
  const findings = lint(subjectsIn(synthesize(example).folder, 'connected-vehicle'));

  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
}, 120_000);
