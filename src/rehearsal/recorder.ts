import { remedyOf } from './remedy';
import type { ActionReport, ExecutionReport, HeldBack } from './report';
import { HELD_BACK_VARIABLE } from '../model/environment';
import { TAGS } from '../model/names';
import { type ActionExecution, latestActions, type Observation, type PipelineExecution } from '@cv-insync/emulator';

export interface RecordedExecution {
  readonly record: PipelineExecution;
  /** `core`, `modules` or a module's name. */
  readonly of: string;
  /** Why it started: the emulator's cause, or the one that a function of the core put into its request token. */
  readonly cause: string;
}

/** Records all executions, those of pipelines that are deleted later among them. */
export class Recorder {
  readonly executions: RecordedExecution[] = [];

  constructor(observation: Pick<Observation, 'onStart'>) {
    observation.onStart((record, { tags }) => {
      const of = tags.find(({ key }) => key === TAGS.module)?.value ?? record.pipeline;
      this.executions.push({ record, of, cause: causeOf(record) });
    });
  }

  /** Executions that started or changed since that time. */
  since(start: Date): RecordedExecution[] {
    return this.executions.filter(({ record }) => record.started >= start || record.updated >= start);
  }
}

/** The functions of the core start pipelines with the tokens `announce--<module>--<output>--<digest>` and `ensure--<digest>`. */
function causeOf({ cause, token = '' }: PipelineExecution): string {
  if (cause !== 'manual') return cause;
  const [why, module, output] = token.split('--');
  if (why === 'announce' && module && output) return `announce:${module}/${output}`;
  return why === 'ensure' ? 'ensure' : cause;
}

export const reportExecution = ({ record, of, cause }: RecordedExecution): ExecutionReport => ({
  pipeline: record.pipeline,
  of,
  execution: record.id,
  trigger: cause,
  status: record.status,
  started: record.started.toISOString(),
  ...(record.ended ? { ended: record.ended.toISOString() } : {}),
  stages: record.stages.filter(({ status }) => status).map(stage => ({
    name: stage.name,
    status: stage.status!,
    actions: latestActions(record, stage.name).map(reportAction),
  })),
});

function reportAction({ name, declaration, status, started, ended, summary = '', error }: ActionExecution): ActionReport {
  const remedy = status === 'Failed' ? remedyOf(error?.message ?? summary) : undefined;
  return {
    name,
    provider: declaration.actionTypeId!.provider!,
    status,
    started: started.toISOString(),
    ...ended ? { ended: ended.toISOString() } : {},
    summary,
    ...remedy ? { remedy } : {},
  };
}

/** The modules that builds reported as held back, each once. */
export function heldBackIn(executions: readonly RecordedExecution[]): HeldBack[] {
  const found = new Map<string, HeldBack>();
  for (const { record } of executions) {
    for (const { variables } of record.actions) {
      // The first report has the reason.
      for (const { module, reason } of parse(variables[HELD_BACK_VARIABLE])) if (!found.has(module)) found.set(module, { module, reason });
    }
  }
  return [...found.values()];
}

function parse(text: string | undefined): HeldBack[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
