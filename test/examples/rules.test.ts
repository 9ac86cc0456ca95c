import { MODULES, repositoryOf } from './modules';
import { synthesize } from './synthesize';
import { lint, subjectsIn } from '../../src/cli/lint/lint';

test.each(['core', ...MODULES.map(repositoryOf)])('`cv-insync lint` finds no error, and nothing that is denied to roles, in examples/%s', example => {
  const findings = lint(subjectsIn(synthesize(example).folder, 'connected-vehicle'));

  // What a module may not do is no error of its deployment, but of what it runs.
  expect(findings.filter(({ severity, rule }) => severity === 'error' || rule === 'boundary-denies')).toEqual([]);
}, 120_000);
