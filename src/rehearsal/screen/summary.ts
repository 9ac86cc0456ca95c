import Table, { type TableConstructorOptions } from 'cli-table3';
import type { ExecutionReport, Report, StepReport } from '../report';
import { foreign, seconds, styleOf, type Style } from './format';

/** A failure with its command, its last output and its log. */
export interface FailureDetail {
  readonly where: string;
  readonly message: string;
  readonly command?: string;
  readonly lastLines: readonly string[];
  readonly log?: string;
  /** What to do about it, where that is known. */
  readonly remedy?: string;
}

/** Tables of executions and stacks per step, then each failure. */
export function summary(report: Report, failures: readonly FailureDetail[], output: { readonly isTTY?: boolean }, titles: readonly string[]): string {
  const style = styleOf(output);
  const mark = (status: string) => status === 'Succeeded' ? style.good(status) : status === 'Failed' ? style.bad(status) : status;
  const parts = report.steps.flatMap((step, index) => [`\n${style.strong(titles[index])}`, runs(step, style, mark), stacks(step), ...problemsOf(step, failures)].filter(Boolean));
  if (report.storedOnly.length) parts.push(`\nstored, not acted on: ${report.storedOnly.join(', ')}`);
  parts.push(...failures.map(failure => `\n${failureText(failure, style)}`));
  return parts.join('\n');
}

/** A failure with its command, its last output, and its log. */
export const failureText = ({ where, message, command, lastLines, log, remedy }: FailureDetail, style: Style): string => [
  `${style.bad('✖')} ${style.strong(where)}: ${foreign(message)}`,
  ...command ? [`  command: ${foreign(command)}`] : [],
  ...lastLines.map(line => style.weak(`  | ${foreign(line)}`)),
  ...log ? [`  full log: ${log}`] : [],
  ...remedy ? [`  remedy: ${foreign(remedy)}`] : [],
].join('\n');

/** The last line: result, counts, duration, and options that show more. */
export function conclusion(
  { result, steps }: Report, milliseconds: number, { report, keep }: { readonly report?: string; readonly keep?: boolean },
): string {
  const executions = steps.flatMap(step => step.executions);
  const count = (items: readonly unknown[], what: string) => `${items.length} ${what}${items.length === 1 ? '' : 's'}`;
  const touched = (['created', 'updated', 'deleted'] as const).map(what => [what, steps.flatMap(({ stacks: changes }) => changes[what])] as const);
  const figures = [
    `${count(executions, 'execution')} of ${count([...new Set(executions.map(({ pipeline }) => pipeline))], 'pipeline')}`,
    ...touched.filter(([, names]) => names.length).map(([what, names]) => `${count(names, 'stack')} ${what}`),
  ];
  const more = [...report ? [] : ['--report FILE writes all of it as JSON'], ...keep ? [] : ['--keep leaves checkouts, templates and logs to look at']];
  return [
    `The rehearsal ${result}: ${figures.join(', ')}, in ${seconds(new Date(0), new Date(milliseconds))}.`,
    ...more.length ? [`${more.join('; ')}.`] : [],
  ].join('\n');
}

/** A table without lines between rows. */
const FRAME: TableConstructorOptions = { style: { head: [], border: [] }, chars: { 'mid': '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } };

function runs(step: StepReport, style: Style, mark: (status: string) => string): string {
  if (!step.executions.length) return 'no pipeline ran';
  const table = new Table({ ...FRAME, head: ['pipeline', 'started by', 'result', 'time', 'last action'].map(style.strong) });
  for (const execution of step.executions) {
    const { pipeline, trigger, status } = execution;
    table.push([pipeline, trigger, waitsForApproval(execution) ? 'waits for an approval' : mark(status), timeOf(execution), lastAction(execution)]);
  }
  return table.toString();
}

/** Whether an execution waits for a manual approval. */
const waitsForApproval = ({ stages }: ExecutionReport) =>
  stages.some(({ actions }) => actions.some(({ provider, status }) => provider === 'Manual' && status === 'InProgress'));

const timeOf = ({ started, ended }: ExecutionReport) => ended ? seconds(new Date(started), new Date(ended)) : '';

function lastAction({ stages }: ExecutionReport): string {
  const stage = stages.at(-1);
  const action = stage?.actions.at(-1);
  return stage && action ? `${stage.name === action.name ? stage.name : `${stage.name} / ${action.name}`}` : '';
}

/** Problems that none of the failures below contains. */
const problemsOf = ({ problems = [] }: StepReport, failures: readonly FailureDetail[]) =>
  problems.filter(problem => !failures.some(({ message }) => message === problem)).map(problem => `problem: ${foreign(problem)}`);

function stacks({ stacks: changes, heldBack, notifications }: StepReport): string {
  const table = new Table({ ...FRAME, colWidths: [12, 84], wordWrap: true });
  for (const what of ['created', 'updated', 'deleted', 'unchanged'] as const) if (changes[what].length) table.push([what, changes[what].join(', ')]);
  for (const { module, reason } of heldBack) table.push(['held back', foreign(`${module}: ${reason}`)]);
  for (const { subject, message } of notifications) table.push(['notified', foreign(subject ?? message)]);
  return table.length ? table.toString() : 'no stack changed';
}
