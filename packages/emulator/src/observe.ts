import type { Account } from './account/account';
import { runtimeOf } from './account/cloudformation/engine/runtime';
import type { StackState } from './account/cloudformation/state';
import { buildStateOf, type BuildRecord } from './account/codebuild';
import { pipelineStateOf, type ActionRecord, type ExecutionRecord, type PipelineRecord, type StageRecord } from './account/codepipeline';
import { functionStateOf, type FunctionRecord } from './account/lambda';
import { topicsOf } from './account/sns';

/** One attempt at an action. */
export type ActionExecution = Readonly<ActionRecord>;

/** An execution of a pipeline, as it is now: its members change until it is over. */
export type PipelineExecution = Readonly<Omit<ExecutionRecord, 'actions' | 'stages'>> & {
  /** All attempts, oldest first. */
  readonly actions: readonly ActionExecution[];
  readonly stages: readonly Readonly<StageRecord>[];
};

export type Pipeline = Readonly<Omit<PipelineRecord, 'executions'>> & {
  /** Oldest first. */
  readonly executions: readonly PipelineExecution[];
};

export type Build = Readonly<BuildRecord>;
export type LambdaFunction = Readonly<FunctionRecord>;
/** A stack, deleted ones too. */
export type DeployedStack = Readonly<StackState>;

/** What was published to a topic. */
export interface Message {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly time: Date;
}

/** Ends what it was returned for. */
export type Unsubscribe = () => void;

/** Looks at what runs in an account, and changes nothing. */
export interface Observation {
  pipelines(): readonly Pipeline[];
  builds(): readonly Build[];
  stacks(): readonly DeployedStack[];
  functions(): readonly LambdaFunction[];
  /** What was published to topics that still exist, oldest first. */
  messages(): readonly Message[];
  /** Resource types of which the account stored resources without acting on them. */
  storedOnly(): readonly string[];
  /** Calls the listener when an execution starts, also with executions of pipelines that are deleted later. */
  onStart(listener: (execution: PipelineExecution, pipeline: Pipeline) => void): Unsubscribe;
  /** Calls the listener when an execution ends. */
  onEnd(listener: (execution: PipelineExecution) => void): Unsubscribe;
  /** Calls the listener when an action changes its status. */
  onAction(listener: (action: ActionExecution) => void): Unsubscribe;
  /** Calls the listener when anything in a pipeline changes its status. */
  onChange(listener: () => void): Unsubscribe;
}

/** The observation of an account that may be running. */
export function observe(account: Account): Observation {
  const { pipelines, signals } = pipelineStateOf(account);
  const subscribe = (event: 'started' | 'finished' | 'action' | 'changed', listener: (...args: any[]) => void): Unsubscribe => {
    signals.on(event, listener);
    return () => void signals.off(event, listener);
  };
  return {
    pipelines: () => Object.values(pipelines),
    builds: () => Object.values(buildStateOf(account).builds),
    stacks: () => Object.values(runtimeOf(account).state.stacks),
    functions: () => Object.values(functionStateOf(account).functions),
    messages: () => topicsOf(account)
      .flatMap(({ arn, messages }) => messages.map(({ subject, message, time }) => ({ topicArn: arn, subject, message, time })))
      .sort((a, b) => a.time.getTime() - b.time.getTime()),
    storedOnly: () => [...runtimeOf(account).state.storedOnly].sort(),
    onStart: listener => subscribe('started', (execution: ExecutionRecord) => listener(execution, pipelines[execution.pipeline])),
    onEnd: listener => subscribe('finished', listener),
    onAction: listener => subscribe('action', listener),
    onChange: listener => subscribe('changed', listener),
  };
}
