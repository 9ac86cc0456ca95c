import type { Recorder } from './recorder';
import type { Screen } from './screen';
import type { Subject } from './subject';
import type { Account, Executor, Observation, Repositories } from '@cv-insync/emulator';

/** Everything that the steps of a rehearsal work with. */
export interface RehearsalContext {
  readonly account: Account;
  readonly executor: Executor;
  readonly observation: Observation;
  readonly recorder: Recorder;
  readonly repositories: Repositories;
  readonly screen: Screen;
  readonly subject: Subject;
  readonly workDir: string;
  readonly install: boolean;
  /** Environment of commands that the user would run: the account's endpoint and its root user. */
  readonly userEnvironment: Readonly<Record<string, string>>;
  /** Work, or the interruption of the rehearsal, whichever comes first. */
  readonly orInterrupted: <T>(work: Promise<T>) => Promise<T>;
  /** The folder that is linked as `node_modules` into checkouts of a repository; none where they install for themselves. */
  readonly modulesFor: (repository: string | undefined) => string | undefined;
}
