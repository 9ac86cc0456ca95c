import { BuildRunner } from './builds';
import type { Context, ExecutorOptions, StackVisit } from './context';
import { FunctionRunner } from './functions';
import { PipelineRunner } from './pipelines';
import { pollBuckets } from './polling';
import { Processes } from './processes';
import { listenToPushes } from './triggers';
import type { Account } from '../account/account';

export type { ExecutorOptions, StackVisit } from './context';

export interface Executor {
  readonly visits: readonly StackVisit[];
  readonly processes: Processes;
  /** Descriptions of what runs now; empty if nothing does. */
  running(): string[];
  functionLog(name: string): string;
  /**
   * Ends all processes. Executions of pipelines stay in progress: an executor that is started for the account again, also for one
   * that was saved in the meantime, goes on with the actions that did not end.
   */
  close(): void;
}

/** Runs the pipelines, builds and functions of an account. */
export function startExecutor(account: Account, options: ExecutorOptions & { readonly keepFolders?: boolean }): Executor {
  const context: Context = { ...options, account, processes: new Processes(options.sandbox), visits: [] };
  const pipelines = new PipelineRunner(context);
  const builds = new BuildRunner(context, options.keepFolders ?? false);
  const functions = new FunctionRunner(context);
  listenToPushes(account);
  pollBuckets(account);
  pipelines.resume();
  builds.resume();
  return {
    running: () => [
      ...pipelines.busy().map(execution => `pipeline ${execution.pipeline}`),
      ...builds.busy().map(({ project, phase }) => `build of ${project.name} (${phase})`),
      ...(functions.busy ? [`${functions.busy} function invocations`] : []),
    ],
    visits: context.visits,
    processes: context.processes,
    functionLog: name => functions.logFile(name),
    close: () => {
      pipelines.suspend();
      builds.close();
      context.processes.close();
    },
  };
}
