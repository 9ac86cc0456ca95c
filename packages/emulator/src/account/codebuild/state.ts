import { EventEmitter } from 'events';
import type { BuildPhase, EnvironmentVariable, Project, StartBuildInput, StatusType } from '@aws-sdk/client-codebuild';
import { perAccount } from '../per-account';

/** An input or output artifact of a build in a pipeline. */
export interface PipelineArtifact {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  /** The revision of the source, for example a commit. */
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

/** Where the log of a build goes, in addition to its file. */
export interface BuildLogs {
  readonly group?: string;
  readonly stream?: string;
  readonly s3?: { readonly bucket: string; readonly key: string };
}

/** An artifact in a bucket. */
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
  /** The input of StartBuild. */
  readonly input: StartBuildInput;
  /** The project at the start of the build, with its overrides. */
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
  /** The current phase is the last one, without a status. */
  readonly phases: BuildPhase[];
  exported: EnvironmentVariable[];
  artifacts: readonly BuiltArtifact[];
  /** The file with the whole log, once the build runs. */
  logFile?: string;
  /** The command that failed, and the last lines that it wrote. */
  failure?: { readonly command?: string; readonly message: string; readonly lastLines: readonly string[] };
}

export interface BuildState {
  readonly projects: Record<string, Project>;
  readonly builds: Record<string, BuildRecord>;
  readonly numbers: Record<string, number>;
  /** Builds by the idempotency token that started them. */
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
