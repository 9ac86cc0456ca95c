import { EventEmitter } from 'events';
import type { BuildPhase, EnvironmentVariable, Project, StartBuildInput, StatusType } from '@aws-sdk/client-codebuild';
import { perAccount } from '../per-account';

/** An artifact that a pipeline hands to a build, or expects from it. */
export interface PipelineArtifact {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  /** What a source action took it from, for example a commit. */
  readonly revision?: string;
}

/** What a pipeline adds to a build that it starts. */
export interface BuildOfPipeline {
  readonly initiator: string;
  readonly inputs: readonly PipelineArtifact[];
  readonly primary: string;
  readonly outputs: readonly PipelineArtifact[];
  readonly batch: boolean;
}

/** Where the log of a build goes, besides its file. */
export interface BuildLogs {
  readonly group?: string;
  readonly stream?: string;
  readonly s3?: { readonly bucket: string; readonly key: string };
}

/** What a build put into a bucket. */
export interface BuiltArtifact {
  /** Absent for the primary artifact. */
  readonly identifier?: string;
  /** An ARN. */
  readonly location: string;
  readonly sha256?: string;
  readonly md5?: string;
}

export interface BuildRecord {
  readonly id: string;
  readonly arn: string;
  readonly number: number;
  /** What it was started with. */
  readonly input: StartBuildInput;
  /** The project as it was when the build started, with what the start overrides. */
  readonly project: Project;
  readonly environment: readonly EnvironmentVariable[];
  readonly buildspec?: string;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly timeoutMinutes: number;
  readonly initiator: string;
  readonly pipeline?: BuildOfPipeline;
  readonly logs: BuildLogs;
  readonly started: Date;
  ended?: Date;
  status: StatusType;
  phase: string;
  /** The last one has no status while it lasts. */
  readonly phases: BuildPhase[];
  exported: EnvironmentVariable[];
  artifacts: readonly BuiltArtifact[];
  /** The whole output, once the build runs. */
  logFile?: string;
  /** The command that failed, and the last lines that it wrote. */
  failure?: { readonly command?: string; readonly message: string; readonly lastLines: readonly string[] };
}

export interface BuildState {
  readonly projects: Record<string, Project>;
  readonly builds: Record<string, BuildRecord>;
  readonly numbers: Record<string, number>;
  /** Idempotency tokens already used, with the build that each started. */
  readonly tokens: Record<string, string>;
  readonly signals: EventEmitter<Signals>;
}

interface Signals {
  started: [BuildRecord];
  command: [BuildRecord, string];
  stopped: [BuildRecord];
  ended: [BuildRecord];
}

export const buildStateOf = perAccount<BuildState>(() => ({
  projects: {}, builds: {}, numbers: {}, tokens: {}, signals: new EventEmitter<Signals>().setMaxListeners(0),
}));
