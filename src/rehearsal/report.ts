import type { ModuleVerdict } from './module/verdict';

/** The report of a rehearsal, as others read it. Statuses are CodePipeline's own, times are ISO 8601. */
export interface Report {
  readonly result: 'succeeded' | 'failed';
  readonly steps: readonly StepReport[];
  readonly account: {
    readonly stacks: readonly { readonly name: string; readonly status: string }[];
    readonly pipelines: readonly string[];
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** Resource types of which resources were stored, but not acted on. */
  readonly storedOnly: readonly string[];
  /** What was found out about the module, if one was rehearsed. */
  readonly module?: ModuleVerdict;
}

export interface StepReport {
  readonly step: string;
  readonly executions: readonly ExecutionReport[];
  readonly stacks: StackChanges;
  readonly heldBack: readonly HeldBack[];
  /** What was published to topics, oldest first. */
  readonly notifications: readonly Notification[];
  /** What went wrong besides executions. */
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
}

export interface StackChanges {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  /** Stacks that a CloudFormation action visited and left as they were. */
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

/** Failures that nobody expected, and expected ones that did not happen; in words. */
export function unexpected(executions: readonly ExecutionReport[], expected: readonly string[]): string[] {
  const isCalled = (execution: ExecutionReport, name: string) => execution.pipeline === name || execution.of === name;
  const failed = executions.filter(({ status }) => status === 'Failed');
  return [
    ...failed.filter(execution => !expected.some(name => isCalled(execution, name))).map(({ pipeline }) => `pipeline ${pipeline} failed`),
    ...expected.filter(name => !failed.some(execution => isCalled(execution, name))).map(name => `'${name}' was expected to fail, but no execution of it did`),
  ];
}
