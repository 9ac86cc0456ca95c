import { MODULES, repositoryOf } from './modules';
import { synthesize } from './synthesize';
import { lint, subjectsIn } from '../../src/cli/lint/lint';

test.each(['core', ...MODULES.map(repositoryOf)])('`cv-insync lint` finds no error in examples/%s', example => {
  const findings = lint(subjectsIn(synthesize(example).folder, 'connected-vehicle'));

  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
}, 120_000);
