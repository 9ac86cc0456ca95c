import { EventEmitter } from 'events';
import type { BuildPhase, EnvironmentVariable, Project, StatusType } from '@aws-sdk/client-codebuild';
import { perAccount } from '../per-account';

/** An artifact that a pipeline hands to a build, or expects from it. */
export interface PipelineArtifact {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
}

/** What a pipeline adds to a build that it starts. */
export interface BuildOfPipeline {
  readonly initiator: string;
  readonly inputs: readonly PipelineArtifact[];
  readonly primary: string;
  readonly outputs: readonly PipelineArtifact[];
  readonly batch: boolean;
}

export interface BuildRecord {
  readonly id: string;
  readonly arn: string;
  readonly number: number;
  /** The project as it was when the build started. */
  readonly project: Project;
  readonly environment: readonly EnvironmentVariable[];
  readonly buildspec?: string;
  readonly sourceVersion?: string;
  readonly timeoutMinutes: number;
  readonly initiator: string;
  readonly pipeline?: BuildOfPipeline;
  readonly started: Date;
  ended?: Date;
  status: StatusType;
  phase: string;
  readonly phases: BuildPhase[];
  exported: EnvironmentVariable[];
  /** The whole output, once the build runs. */
  logFile?: string;
  /** The command that failed, and the last lines that it wrote. */
  failure?: { readonly command?: string; readonly message: string; readonly lastLines: readonly string[] };
}

export interface BuildState {
  readonly projects: Record<string, Project>;
  readonly builds: Record<string, BuildRecord>;
  readonly numbers: Record<string, number>;
  readonly signals: EventEmitter<Signals>;
}

interface Signals {
  started: [BuildRecord];
  command: [BuildRecord, string];
  stopped: [BuildRecord];
  ended: [BuildRecord];
}

export const buildStateOf = perAccount<BuildState>(() => ({
  projects: {}, builds: {}, numbers: {}, signals: new EventEmitter<Signals>().setMaxListeners(0),
}));
