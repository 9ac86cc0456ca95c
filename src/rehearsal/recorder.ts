import type { ExecutionReport, HeldBack } from './report';
import { HELD_BACK_VARIABLE } from '../model/environment';
import { TAGS } from '../model/names';
import { type Account, type ExecutionRecord, latestActions, pipelineStateOf } from '@cv-insync/emulator';

export interface RecordedExecution {
  readonly record: ExecutionRecord;
  readonly of: string;
}

/** Remembers every execution, also those of pipelines that are deleted later. */
export class Recorder {
  readonly executions: RecordedExecution[] = [];

  constructor(account: Account) {
    const state = pipelineStateOf(account);
    state.signals.on('started', record => {
      const tag = state.pipelines[record.pipeline]?.tags.find(({ key }) => key === TAGS.module);
      this.executions.push({ record, of: tag?.value ?? record.pipeline });
    });
  }

  /** Executions in which something happened since then. */
  since(start: Date): RecordedExecution[] {
    return this.executions.filter(({ record }) => record.started >= start || record.updated >= start);
  }
}

export const reportExecution = ({ record, of }: RecordedExecution): ExecutionReport => ({
  pipeline: record.pipeline,
  of,
  execution: record.id,
  trigger: record.cause,
  status: record.status,
  started: record.started.toISOString(),
  ...(record.ended ? { ended: record.ended.toISOString() } : {}),
  stages: record.stages.filter(({ status }) => status).map(stage => ({
    name: stage.name,
    status: stage.status!,
    actions: latestActions(record, stage.name).map(action => ({
      name: action.name,
      provider: action.declaration.actionTypeId!.provider!,
      status: action.status,
      started: action.started.toISOString(),
      ...(action.ended ? { ended: action.ended.toISOString() } : {}),
      summary: action.summary ?? '',
    })),
  })),
});

/** What builds said was held back; each module once. */
export function heldBackIn(executions: readonly RecordedExecution[]): HeldBack[] {
  const found = new Map<string, HeldBack>();
  for (const { record } of executions) {
    for (const { variables } of record.actions) {
      // Who found it first says why.
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
