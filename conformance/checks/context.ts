import type { AwsAccount } from '../aws/account';
import type { Options } from '../options';
import type { Recorder } from '../record/recorder';
import type { Repository } from '../user/repository';
import type { Sources } from '../user/sources';
import type { Terminal } from '../user/terminal';
import type { Workspace } from '../user/workspace';

/** How long things take, in milliseconds. */
export interface Pace {
  /** Between two looks. */
  readonly poll: number;
  /** After which nothing more is expected to start. */
  readonly quiet: number;
  /** After which what was expected, and did not start, is missing. */
  readonly missing: number;
  /** For one change. */
  readonly patience: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** An execution starts up to a minute after its cause. */
export const AWS_PACE: Pace = { poll: 10 * SECOND, quiet: 90 * SECOND, missing: 5 * MINUTE, patience: 60 * MINUTE };
export const EMULATOR_PACE: Pace = { poll: 0.25 * SECOND, quiet: 0.75 * SECOND, missing: 8 * SECOND, patience: 3 * MINUTE };

/** What the checks of a run share. */
export interface RunContext {
  readonly options: Options;
  readonly account: AwsAccount;
  readonly solution: string;
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  readonly sources: Sources;
  /** Modules behind a connection are tried in this repository, if there is one. */
  readonly repository?: Repository;
  readonly recorder: Recorder;
  readonly pace: Pace;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Waits; rejects when the run is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}
