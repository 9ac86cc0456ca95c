import type {
  ActionDeclaration, ActionExecutionStatus, ConditionExecutionStatus, PipelineDeclaration, PipelineExecutionStatus, Result, RetryTrigger,
  RuleDeclaration, RuleExecutionStatus, SourceRevisionType, StageExecutionStatus, Tag, TriggerType,
} from '@aws-sdk/client-codepipeline';

/** Where an artifact of an execution lies. */
export interface ArtifactRecord {
  readonly bucket: string;
  readonly key: string;
  readonly revision?: string;
}

/** What an attempt at an action and a run of a rule have in common. */
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

/** One attempt at an action; a retry adds another record. */
export interface ActionRecord extends WorkRecord {
  readonly declaration: ActionDeclaration;
  status: ActionExecutionStatus;
  /** What an approval is answered with. */
  token?: string;
  outputs: Record<string, ArtifactRecord>;
  variables: Record<string, string>;
}

/** When the conditions of a stage are evaluated: the name of the member of its declaration. */
export type ConditionKind = 'beforeEntry' | 'onSuccess' | 'onFailure';

/** One run of a rule. */
export interface RuleRecord extends WorkRecord {
  readonly condition: ConditionKind;
  readonly declaration: RuleDeclaration;
  status: RuleExecutionStatus;
}

/** The newest evaluation of the condition of a stage. */
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

/** A source action's revision that the execution was started for. */
export interface SourceOverride {
  readonly action: string;
  readonly type: SourceRevisionType;
  readonly revision: string;
  /** The branch that was pushed to; absent where somebody named a commit, and for a tag. */
  readonly branch?: string;
}

export interface ExecutionRecord {
  readonly id: string;
  readonly pipeline: string;
  readonly version: number;
  /** The pipeline as it was when the execution started. */
  readonly declaration: PipelineDeclaration;
  /** Present if it brings a stage back to what an earlier execution had there. */
  readonly rollback?: { readonly stage: string; readonly target: string };
  status: PipelineExecutionStatus;
  summary?: string;
  readonly triggerType: TriggerType;
  readonly triggerDetail: string;
  /** Why it was started, as far as the account knows: creation, update, `event:<detail type>`, push, rollback, or manual. */
  readonly cause: string;
  /** The client request token that it was started with. */
  readonly token?: string;
  readonly started: Date;
  updated: Date;
  ended?: Date;
  readonly stages: StageRecord[];
  readonly actions: ActionRecord[];
  readonly rules: RuleRecord[];
  readonly artifacts: Record<string, ArtifactRecord>;
  /** Variables by namespace that a rollback has from the execution that it goes back to. */
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
  /** Client request tokens already used, with the execution that each started. */
  readonly tokens: Record<string, string>;
}

/** Jobs that functions may answer, by id. */
export type Jobs = Record<string, { readonly pipeline: string; readonly execution: string; readonly action: string; answered: boolean }>;

export const isOver = (execution: { readonly status: PipelineExecutionStatus }) => !['InProgress', 'Stopping'].includes(execution.status);

/** The newest attempt of each action of a stage. */
export const latestActions = <T extends WorkRecord>(execution: { readonly actions: readonly T[] }, stage: string): T[] =>
  latest(execution.actions.filter(action => action.stage === stage));

/** The newest run of each rule of a condition. */
export const latestRules = ({ rules }: Pick<ExecutionRecord, 'rules'>, stage: string, kind: ConditionKind): RuleRecord[] =>
  latest(rules.filter(rule => rule.stage === stage && rule.condition === kind));

const latest = <T extends WorkRecord>(records: readonly T[]): T[] => [...new Map(records.map(record => [record.name, record])).values()];
