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

/** `cv-insync lint`: what would go wrong with modules, or could be better about them. Gives the exit code. */
export function lintCommand(folder = '.', { solution, json }: LintOptions = {}): number {
  const path = resolve(folder);
  if (!existsSync(path)) usageError(`${folder}: no such folder, expected a module's or core's, or what was synthesized from it`);
  const subjects = subjectsIn(path, solutionName(solution));
  const findings = lint(subjects);
  const [errors, warnings] = (['error', 'warning'] as const).map(severity => findings.filter(finding => finding.severity === severity).length);
  show({ modules: subjects.map(({ module }) => module), findings, errors, warnings }, () => lines(
    findings.length > 0 && table(['', 'rule', 'where', 'finding'], findings.map(({ severity, rule, where, reason, fix }) => [severity, rule, where, `${reason}\n-> ${fix}`])),
    `${plural(errors, 'error')}, ${plural(warnings, 'warning')} in ${subjects.map(({ module }) => module).join(', ')}`,
  ), json);
  return errors ? 1 : 0;
}
