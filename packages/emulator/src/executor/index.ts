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
  /** What runs now, in words; empty when nothing does. */
  running(): string[];
  functionLog(name: string): string;
}

/** Runs what is deployed in an account: pipelines, builds and functions, as the account's services tell them. */
export function startExecutor(account: Account, options: ExecutorOptions & { readonly keepFolders?: boolean }): Executor {
  const context: Context = { ...options, account, processes: new Processes(), visits: [] };
  const pipelines = new PipelineRunner(context);
  const builds = new BuildRunner(context, options.keepFolders ?? false);
  const functions = new FunctionRunner(context);
  listenToPushes(account);
  pollBuckets(account);
  return {
    running: () => [
      ...pipelines.busy().map(execution => `pipeline ${execution.pipeline}`),
      ...builds.busy().map(({ project, phase }) => `build of ${project.name} (${phase})`),
      ...(functions.busy ? [`${functions.busy} function invocations`] : []),
    ],
    visits: context.visits,
    processes: context.processes,
    functionLog: name => functions.logFile(name),
  };
}
