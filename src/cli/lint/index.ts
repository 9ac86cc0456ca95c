import { existsSync } from 'fs';
import { resolve } from 'path';
import { lint, subjectsIn } from './lint';
import { solutionName } from '../solution/target';
import { usageError } from '../terminal/failure';
import { lines, plural, show, table } from '../terminal/output';

export interface LintOptions {
  readonly solution?: string;
  readonly json?: boolean;
}

/** `cv-insync lint`: shows errors of modules that prevent their deployment, and warnings. Returns the exit code. */
export function lintCommand(folder = '.', { solution, json }: LintOptions = {}): number {
  const path = resolve(folder);
  if (!existsSync(path)) usageError(`${folder}: no such folder, expected the folder of a module, of a core or of a cloud assembly`);
  const subjects = subjectsIn(path, solutionName(solution));
  const findings = lint(subjects);
  const [errors, warnings] = (['error', 'warning'] as const).map(severity => findings.filter(finding => finding.severity === severity).length);
  show({ modules: subjects.map(({ module }) => module), findings, errors, warnings }, () => lines(
    findings.length > 0 && table(['', 'rule', 'where', 'finding'], findings.map(({ severity, rule, where, reason, fix }) => [severity, rule, where, `${reason}\n-> ${fix}`])),
    `${plural(errors, 'error')}, ${plural(warnings, 'warning')} in ${subjects.map(({ module }) => module).join(', ')}`,
  ), json);
  return errors ? 1 : 0;
}
