import type { Processes } from './processes';
import type { Sandbox } from './sandbox';
import type { Account } from '../account/account';
import type { ActionRecord, ArtifactRecord, ExecutionRecord, WorkRecord } from '../account/codepipeline';

export interface ExecutorOptions {
  /** The folder of builds, functions and logs. */
  readonly workDir: string;
  /** The program that runs functions: `run-function.ts` bundled to one file. */
  readonly functionRunner: string;
  /** The folder to link as `node_modules` into checkouts of a repository; without it, builds install their dependencies. */
  readonly modulesFor?: (repository: string | undefined) => string | undefined;
  /** Environment variables of all builds and functions. */
  readonly baseEnvironment: Readonly<Record<string, string>>;
  /** What builds, functions and commands run in. @default - nothing: they have the rights of whoever runs this */
  readonly sandbox?: Sandbox;
  /** How many builds run at once. */
  readonly buildConcurrency: number;
}

/** What all parts of the executor share. */
export interface Context extends ExecutorOptions {
  readonly account: Account;
  readonly processes: Processes;
  /** Stacks that CloudFormation actions visited, oldest first. */
  readonly visits: StackVisit[];
}

export interface StackVisit {
  readonly stack: string;
  readonly changed: boolean;
  readonly at: Date;
}

/** One action or rule to be run. */
export interface ActionRun<T extends WorkRecord = ActionRecord> {
  readonly context: Context;
  readonly execution: ExecutionRecord;
  readonly action: T;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, ArtifactRecord>>;
  readonly outputs: Readonly<Record<string, ArtifactRecord>>;
  /** The role that it uses, and the session in which it does. */
  readonly roleArn: string;
  readonly caller: string;
  /** Aborted when the execution is interrupted or the condition is overridden. */
  readonly signal: AbortSignal;
  /** Reports progress. */
  readonly progress: (summary: string) => void;
}

export interface ActionResult {
  readonly summary?: string;
  readonly externalId?: string;
  readonly externalUrl?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Revision of a source. */
  readonly revision?: { readonly id: string; readonly summary?: string; readonly url?: string };
}

/** Runs the actions of one provider. The message of its error becomes the summary of the action. */
export type Provider = (run: ActionRun) => Promise<ActionResult>;

/** Runs actions and rules of one provider. */
export type WorkProvider = (run: ActionRun<WorkRecord>) => Promise<ActionResult>;

/** A failure of an action or a rule, with its code and external id. */
export class ActionFailure extends Error {
  constructor(message: string, readonly code: string = 'JobFailed', readonly externalId?: string) {
    super(message);
  }
}
