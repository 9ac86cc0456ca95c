import type {
  ActionDeclaration, ActionExecutionStatus, ConditionExecutionStatus, PipelineDeclaration, PipelineExecutionStatus, Result, RetryTrigger,
  RuleDeclaration, RuleExecutionStatus, SourceRevisionType, StageExecutionStatus, Tag, TriggerType,
} from '@aws-sdk/client-codepipeline';

/** The location of an artifact of an execution. */
export interface ArtifactRecord {
  readonly bucket: string;
  readonly key: string;
  readonly revision?: string;
}

/** What executions of actions and of rules have in common. */
export interface WorkRecord {
  readonly id: string;
  readonly stage: string;
  readonly name: string;
  resolved: Record<string, string>;
  readonly started: Date;
  updated: Date;
  ended?: Date;
  summary?: string;
  error?: { code: string; message: string };
  externalId?: string;
  externalUrl?: string;
  readonly inputs: Record<string, ArtifactRecord>;
}

/** One execution of an action. A retry adds a record. */
export interface ActionRecord extends WorkRecord {
  readonly declaration: ActionDeclaration;
  status: ActionExecutionStatus;
  /** The token of an approval. */
  token?: string;
  /** ARN of the principal that answered it. */
  answeredBy?: string;
  outputs: Record<string, ArtifactRecord>;
  variables: Record<string, string>;
}

/** The kinds of conditions, by their names in the declaration of a stage. */
export type ConditionKind = 'beforeEntry' | 'onSuccess' | 'onFailure';

/** One execution of a rule. */
export interface RuleRecord extends WorkRecord {
  readonly condition: ConditionKind;
  readonly declaration: RuleDeclaration;
  status: RuleExecutionStatus;
}

/** The latest evaluation of a condition. */
export interface ConditionRecord {
  status: ConditionExecutionStatus;
  readonly result: Result;
  summary?: string;
  updated: Date;
}

export interface StageRecord {
  readonly name: string;
  status?: StageExecutionStatus;
  entered?: Date;
  conditions?: Partial<Record<ConditionKind, ConditionRecord>>;
  retries?: { readonly automatic: number; readonly manual: number; readonly latest: RetryTrigger };
}

export interface RevisionRecord {
  readonly action: string;
  readonly revision: string;
  readonly summary?: string;
  readonly url?: string;
}

/** The revision of a source action that an execution was started with. */
export interface SourceOverride {
  readonly action: string;
  readonly type: SourceRevisionType;
  readonly revision: string;
  /** The branch that was pushed; absent for tags and for calls of StartPipelineExecution. */
  readonly branch?: string;
}

export interface ExecutionRecord {
  readonly id: string;
  readonly pipeline: string;
  readonly version: number;
  /** The declaration of the pipeline when the execution started. */
  readonly declaration: PipelineDeclaration;
  /** The rolled-back stage and the target execution, if the execution is a rollback. */
  readonly rollback?: { readonly stage: string; readonly target: string };
  status: PipelineExecutionStatus;
  summary?: string;
  readonly triggerType: TriggerType;
  readonly triggerDetail: string;
  /** Why it was started: `creation`, `update`, `event:<detail type>`, `push`, `rollback` or `manual`. */
  readonly cause: string;
  /** The client request token of the call that started it. */
  readonly token?: string;
  readonly started: Date;
  updated: Date;
  ended?: Date;
  readonly stages: StageRecord[];
  readonly actions: ActionRecord[];
  readonly rules: RuleRecord[];
  readonly artifacts: Record<string, ArtifactRecord>;
  /** The output variables of the target of a rollback, by namespace. */
  readonly inherited?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly revisions: RevisionRecord[];
  readonly overrides: readonly SourceOverride[];
  readonly variables: Record<string, string>;
  stop?: { readonly reason: string; readonly abandon: boolean };
}

export interface PipelineRecord {
  declaration: PipelineDeclaration;
  readonly created: Date;
  updated: Date;
  tags: Tag[];
  /** Stages whose inbound transition is disabled. */
  readonly disabled: Record<string, { reason: string; at: Date; by: string }>;
  /** Oldest first. */
  readonly executions: ExecutionRecord[];
  /** Executions by the client request token that started them. */
  readonly tokens: Record<string, string>;
}

/** Jobs that functions report on, by id. */
export type Jobs = Record<string, { readonly pipeline: string; readonly execution: string; readonly action: string; answered: boolean }>;

export const isOver = (execution: { readonly status: PipelineExecutionStatus }) => !['InProgress', 'Stopping'].includes(execution.status);

/** The latest execution of each action of a stage. */
export const latestActions = <T extends WorkRecord>(execution: { readonly actions: readonly T[] }, stage: string): T[] =>
  latest(execution.actions.filter(action => action.stage === stage));

/** The latest execution of each rule of a condition. */
export const latestRules = ({ rules }: Pick<ExecutionRecord, 'rules'>, stage: string, kind: ConditionKind): RuleRecord[] =>
  latest(rules.filter(rule => rule.stage === stage && rule.condition === kind));

const latest = <T extends WorkRecord>(records: readonly T[]): T[] => [...new Map(records.map(record => [record.name, record])).values()];
