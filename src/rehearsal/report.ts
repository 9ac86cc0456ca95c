import type { ModuleVerdict } from './module/verdict';
import type { Remedy } from './remedy';

/** The report of a rehearsal. Statuses are CodePipeline's, times are ISO 8601. */
export interface Report {
  readonly result: 'succeeded' | 'failed';
  readonly steps: readonly StepReport[];
  readonly account: {
    readonly stacks: readonly { readonly name: string; readonly status: string }[];
    readonly pipelines: readonly string[];
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** Types of resources that were stored but not acted on. */
  readonly storedOnly: readonly string[];
  /** The result of a module's rehearsal. */
  readonly module?: ModuleVerdict;
}

export interface StepReport {
  readonly step: string;
  readonly executions: readonly ExecutionReport[];
  readonly stacks: StackChanges;
  readonly heldBack: readonly HeldBack[];
  /** Messages published to topics, oldest first. */
  readonly notifications: readonly Notification[];
  /** Problems other than failed executions. */
  readonly problems?: readonly string[];
}

export interface ExecutionReport {
  readonly pipeline: string;
  /** `core`, `modules` or a module's name. */
  readonly of: string;
  readonly execution: string;
  readonly trigger: string;
  readonly status: string;
  readonly started: string;
  readonly ended?: string;
  readonly stages: readonly { readonly name: string; readonly status: string; readonly actions: readonly ActionReport[] }[];
}

export interface ActionReport {
  readonly name: string;
  readonly provider: string;
  readonly status: string;
  readonly started: string;
  readonly ended?: string;
  readonly summary: string;
  /** What to do about the failure, where IAM refused something and that is known. */
  readonly remedy?: Remedy;
}

export interface StackChanges {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  /** Stacks that a CloudFormation action found up to date. */
  readonly unchanged: readonly string[];
}

export interface Notification {
  /** Name of the topic. */
  readonly topic: string;
  readonly subject?: string;
  readonly message: string;
}

export interface HeldBack {
  readonly module: string;
  readonly reason: string;
}

/** Unexpected failures, and expected failures that did not happen. */
export function unexpected(executions: readonly ExecutionReport[], expected: readonly string[]): string[] {
  const isCalled = (execution: ExecutionReport, name: string) => execution.pipeline === name || execution.of === name;
  const failed = executions.filter(({ status }) => status === 'Failed');
  return [
    ...failed.filter(execution => !expected.some(name => isCalled(execution, name))).map(({ pipeline }) => `pipeline ${pipeline} failed`),
    ...expected.filter(name => !failed.some(execution => isCalled(execution, name))).map(name => `'${name}' was expected to fail, but no execution of it did`),
  ];
}
