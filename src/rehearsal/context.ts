import type { Recorder } from './recorder';
import type { Screen } from './screen';
import type { Subject } from './subject';
import type { Account, Executor, Observation, Repositories } from '@cv-insync/emulator';

/** The context of the steps of a rehearsal. */
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
  /** Environment of commands that a user would run: the account's endpoint, as the account's root user. */
  readonly userEnvironment: Readonly<Record<string, string>>;
  /** Settles with the work, or rejects when the rehearsal is interrupted. */
  readonly orInterrupted: <T>(work: Promise<T>) => Promise<T>;
  /** The folder that is linked as `node_modules` into checkouts of a repository; undefined if builds install their dependencies themselves. */
  readonly modulesFor: (repository: string | undefined) => string | undefined;
}
