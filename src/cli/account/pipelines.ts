import { availableParallelism } from 'os';
import { join } from 'path';
import { connect, type NamedFolder } from './repositories';
import { failuresOf } from '../../rehearsal/failures';
import { Recorder } from '../../rehearsal/recorder';
import { sandboxFor } from '../../rehearsal/sandbox';
import { styleOf } from '../../rehearsal/screen/format';
import { plainScreen } from '../../rehearsal/screen/plain';
import { failureText } from '../../rehearsal/screen/summary';
import { openWorkDir } from '../../rehearsal/work-dir';
import { assetsFolder, FORWARDER_FILE, FUNCTION_RUNNER_FILE } from '../bundle/installation';
import { fail } from '../terminal/failure';
import { type Account, baseEnvironment, lacksOf, listenToGit, observe, startExecutor } from '@cv-insync/emulator';

export interface PipelineOptions {
  readonly repositories: readonly NamedFolder[];
  /** @default - a temporary directory, which is removed at the end */
  readonly workDir?: string;
  readonly sandbox?: boolean;
  readonly allowHost?: readonly string[];
  readonly out: (line: string) => void;
}

export interface RunningPipelines {
  /** Lines for the user: where pipelines run, and which repositories connections reach. */
  readonly about: readonly string[];
  /** Ends all processes. */
  close(): void;
  /** Removes a temporary directory. */
  remove(): void;
}

/** Causes of executions that a new or changed pipeline starts. */
const DEFINITION_CAUSES = ['creation', 'update'];

/** Runs the pipelines, builds and functions that are deployed to an account, and prints what starts and ends. */
export async function runPipelines(account: Account, options: PipelineOptions): Promise<RunningPipelines> {
  const { repositories, workDir: given, sandbox: isConfined = false, allowHost, out } = options;
  const { workDir, remove } = open(given);
  const sandbox = isConfined ? await sandboxOf(account, workDir, allowHost, out).catch((error: Error) => {
    remove();
    return fail(error.message);
  }) : undefined;
  const executor = startExecutor(account, {
    workDir,
    sandbox,
    functionRunner: join(assetsFolder(), FUNCTION_RUNNER_FILE),
    baseEnvironment: baseEnvironment(workDir, true),
    buildConcurrency: Math.max(2, availableParallelism()),
  });
  const repositoryLines = await connect(account, workDir, repositories).catch((error: Error) => {
    executor.close();
    sandbox?.close();
    remove();
    return fail(error.message);
  });
  const observation = observe(account);
  const recorder = new Recorder(observation);
  const screen = plainScreen({ write: text => out(text.replace(/\n$/, '')) }, observation, recorder);
  const unsubscribeStart = observation.onStart(record => {
    if (!DEFINITION_CAUSES.includes(record.cause)) return;
    for (const lack of lacksOf(account, record.declaration)) screen.line(`not supported here: ${record.pipeline}: ${lack}`);
  });
  const unsubscribeEnd = observation.onEnd(record => {
    const failures = failuresOf(observation, executor, recorder.executions.filter(each => each.record === record), []);
    for (const failure of failures) screen.line(failureText(failure, styleOf({})));
  });
  const stopListening = listenToGit(account, screen.line);
  return {
    about: [
      `Pipelines that are deployed to it run here, in ${workDir}${given === undefined ? ', which is removed at the end' : ''}.`,
      ...repositoryLines.length ? ['Repositories that connections reach:', ...repositoryLines] : [],
    ],
    close: () => {
      stopListening();
      executor.close();
      sandbox?.close();
      unsubscribeStart();
      unsubscribeEnd();
      screen.close();
    },
    remove,
  };
}

const sandboxOf = (account: Account, workDir: string, hosts: readonly string[] | undefined, out: (line: string) => void) => sandboxFor({
  workDir,
  endpoint: account.endpoint!,
  install: true,
  forwarder: join(assetsFolder(), FORWARDER_FILE),
  folders: [assetsFolder()],
  hosts,
  onRefused: authority => out(`the sandbox refused a connection to ${authority}; --allow-host allows it`),
});

function open(workDir: string | undefined) {
  try {
    return openWorkDir({ workDir, keep: workDir !== undefined }, 'cv-insync-account-');
  } catch (error) {
    return fail((error as Error).message);
  }
}
