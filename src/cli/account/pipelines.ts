import { availableParallelism } from 'os';
import { join } from 'path';
import { connect, type NamedFolder } from './repositories';
import { failuresOf } from '../../rehearsal/failures';
import { Recorder } from '../../rehearsal/recorder';
import { styleOf } from '../../rehearsal/screen/format';
import { plainScreen } from '../../rehearsal/screen/plain';
import { failureText } from '../../rehearsal/screen/summary';
import { openWorkDir } from '../../rehearsal/work-dir';
import { assetsFolder, FUNCTION_RUNNER_FILE } from '../bundle/installation';
import { fail } from '../terminal/failure';
import { type Account, baseEnvironment, lacksOf, listenToGit, observe, startExecutor } from '@cv-insync/emulator';

export interface PipelineOptions {
  readonly repositories: readonly NamedFolder[];
  /** @default - a temporary directory, which is removed at the end */
  readonly workDir?: string;
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
export async function runPipelines(account: Account, { repositories, workDir: given, out }: PipelineOptions): Promise<RunningPipelines> {
  const { workDir, remove } = open(given);
  const executor = startExecutor(account, {
    workDir,
    functionRunner: join(assetsFolder(), FUNCTION_RUNNER_FILE),
    baseEnvironment: baseEnvironment(workDir, true),
    buildConcurrency: Math.max(2, availableParallelism()),
  });
  const repositoryLines = await connect(account, workDir, repositories).catch((error: Error) => {
    executor.close();
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
      unsubscribeStart();
      unsubscribeEnd();
      screen.close();
    },
    remove,
  };
}

function open(workDir: string | undefined) {
  try {
    return openWorkDir({ workDir, keep: workDir !== undefined }, 'cv-insync-account-');
  } catch (error) {
    return fail((error as Error).message);
  }
}
