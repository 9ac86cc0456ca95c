import Table from 'cli-table3';
import type { ExecutionReport, Report, StepReport } from '../report';
import { seconds, styleOf } from './format';

/** A failure, with all that helps to understand it. */
export interface FailureDetail {
  readonly where: string;
  readonly message: string;
  readonly command?: string;
  readonly lastLines: readonly string[];
  readonly log?: string;
}

/** What ran and what was deployed, as tables; then each failure. */
export function summary(report: Report, failures: readonly FailureDetail[], output: { readonly isTTY?: boolean }, titles: readonly string[]): string {
  const style = styleOf(output);
  const mark = (status: string) => status === 'Succeeded' ? style.good(status) : status === 'Failed' ? style.bad(status) : status;
  const parts = report.steps.flatMap((step, index) => [`\n${style.strong(titles[index])}`, runs(step, mark), stacks(step)].filter(Boolean));
  if (report.storedOnly.length) parts.push(`\nstored, not acted on: ${report.storedOnly.join(', ')}`);
  for (const failure of failures) {
    parts.push(`\n${style.bad('✖')} ${style.strong(failure.where)}: ${failure.message}`);
    if (failure.command) parts.push(`  command: ${failure.command}`);
    parts.push(...failure.lastLines.map(line => style.weak(`  | ${line}`)));
    if (failure.log) parts.push(`  full log: ${failure.log}`);
  }
  return parts.join('\n');
}

function runs(step: StepReport, mark: (status: string) => string): string {
  if (!step.executions.length) return 'no pipeline ran';
  const table = new Table({ head: ['pipeline', 'started by', 'result', 'time', 'last action'], style: { head: [], border: [] } });
  for (const execution of step.executions) {
    const { pipeline, trigger, status } = execution;
    table.push([pipeline, trigger, mark(status), timeOf(execution), lastAction(execution)]);
  }
  return table.toString();
}

const timeOf = ({ started, ended }: ExecutionReport) => ended ? seconds(new Date(started), new Date(ended)) : '';

function lastAction({ stages }: ExecutionReport): string {
  const stage = stages.at(-1);
  const action = stage?.actions.at(-1);
  return stage && action ? `${stage.name === action.name ? stage.name : `${stage.name} / ${action.name}`}` : '';
}

function stacks({ stacks: changes, heldBack, problems = [] }: StepReport): string {
  const table = new Table({ head: ['stacks', ''], style: { head: [], border: [] }, colWidths: [12, 84], wordWrap: true });
  for (const what of ['created', 'updated', 'deleted', 'unchanged'] as const) if (changes[what].length) table.push([what, changes[what].join(', ')]);
  for (const { module, reason } of heldBack) table.push(['held back', `${module}: ${reason}`]);
  for (const problem of problems) table.push(['problem', problem]);
  return table.length ? table.toString() : 'no stack was touched';
}
