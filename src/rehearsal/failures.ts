import { copyFileSync, existsSync, mkdirSync } from 'fs';
import { basename, join } from 'path';
import type { RecordedExecution } from './recorder';
import { remedyOf, remedyText } from './remedy';
import type { FailureDetail } from './screen/summary';
import { type ActionExecution, type Executor, latestActions, type Observation } from '@cv-insync/emulator';

/** Every failed action, with its command, its last lines and its log. */
export function failuresOf(
  observation: Pick<Observation, 'builds'>, executor: Executor, executions: readonly RecordedExecution[], expected: readonly string[],
): FailureDetail[] {
  // The first failure most likely caused the others.
  const failed = executions.filter(({ record }) => record.status === 'Failed').sort((a, b) => (a.record.ended?.getTime() ?? 0) - (b.record.ended?.getTime() ?? 0));
  return failed.flatMap(({ record, of }) => {
    const pipeline = `${record.pipeline}${expected.some(name => name === record.pipeline || name === of) ? ' (expected)' : ''}`;
    const actions = record.stages.flatMap(({ name }) => latestActions(record, name)).filter(({ status }) => status === 'Failed');
    if (!actions.length) return [{ where: pipeline, message: record.summary ?? 'failed', lastLines: [] }];
    return actions.map(action => ({ where: `${pipeline}, ${action.stage} / ${action.name}`, ...detailOf(observation, executor, action) }));
  });
}

function detailOf(observation: Pick<Observation, 'builds'>, executor: Executor, action: ActionExecution): Omit<FailureDetail, 'where'> {
  const build = action.externalId === undefined ? undefined : observation.builds().find(({ id }) => id === action.externalId);
  const message = action.error?.message ?? action.summary ?? 'failed';
  if (build) {
    const { failure } = build;
    return {
      message: failure?.command ? `the build ended in phase ${build.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED')?.phaseType ?? build.phase}` : failure?.message ?? message,
      command: failure?.command,
      lastLines: failure?.lastLines ?? [],
      log: build.logFile,
    };
  }
  const log = action.declaration.actionTypeId!.provider === 'Lambda' ? executor.functionLog(action.resolved.FunctionName?.split(':').at(-1) ?? '') : undefined;
  const remedy = remedyOf(message);
  return { message, lastLines: [], ...(log && existsSync(log) ? { log } : {}), ...(remedy ? { remedy: remedyText(remedy) } : {}) };
}

/** Where logs are after the rehearsal: in the work directory if it is kept, otherwise beside the report. */
export function keepLogs(failures: readonly FailureDetail[], keep: boolean, reportFile: string | undefined): FailureDetail[] {
  if (keep) return [...failures];
  const folder = reportFile && `${reportFile.replace(/\.json$/, '')}.logs`;
  return failures.map(failure => {
    if (!failure.log || !existsSync(failure.log)) return { ...failure, log: undefined };
    if (!folder) return { ...failure, log: `${failure.log} (removed with the work directory; to keep it, use --keep)` };
    mkdirSync(folder, { recursive: true });
    const log = join(folder, basename(failure.log));
    copyFileSync(failure.log, log);
    return { ...failure, log };
  });
}
