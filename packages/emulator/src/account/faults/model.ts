/**
 * Faults to inject into an account. Each fault counts its own matches in order from the start of the account, so the same sequence of
 * calls always gets the same faults.
 */
export interface Faults {
  /** Calls that are throttled, with the service's own error. */
  readonly throttle?: readonly ThrottleFault[];
  /** Calls that fail without effect. */
  readonly errors?: readonly ErrorFault[];
  /** Calls that are delayed. */
  readonly delays?: readonly DelayFault[];
  /** Events that are lost, or delivered twice. */
  readonly events?: readonly EventFault[];
  /** Resources that CloudFormation fails to create, update or delete. */
  readonly resources?: readonly ResourceFault[];
  /** Pipeline actions whose host is lost. */
  readonly actions?: readonly ActionFault[];
  /** Points at which connections to the account break. */
  readonly stop?: readonly StopFault[];
}

/** To which of its matches a fault applies. */
export interface Occurrence {
  /**
   * Number of first matches to skip.
   * @default 0
   */
  readonly after?: number;
  /**
   * 3 applies to the third of the remaining matches, the sixth, and so on.
   * @default 1
   */
  readonly every?: number;
  /**
   * Maximum number of matches that it applies to.
   * @default - no limit
   */
  readonly times?: number;
}

export type Callers = 'clients' | 'services' | 'anybody';

export interface CallSelection {
  /** `service:Operation`, `service:*` or `*`, for example `ssm:PutParameter`. */
  readonly operation: string;
  /**
   * Calls by clients over HTTP, by the account's own services, pipelines and stacks, or both.
   * @default 'clients'
   */
  readonly by?: Callers;
}

export type ThrottleFault = CallSelection & Occurrence;

export interface ErrorFault extends CallSelection, Occurrence {
  /** The error's name, for example `AccessDeniedException`. */
  readonly code: string;
  readonly message?: string;
  /** @default - the status that the service's own model gives the code, or 400 */
  readonly status?: number;
}

export interface DelayFault extends CallSelection, Occurrence {
  readonly milliseconds: number;
}

export interface EventFault extends Occurrence {
  readonly do: 'lose' | 'double';
  /** @default - events of every detail type */
  readonly detailType?: string;
  /** @default - events of every source */
  readonly source?: string;
}

export type ResourceOperation = 'create' | 'update' | 'delete';

/** At least one of `type`, `logicalId` and `stack` is required. */
export interface ResourceFault extends Occurrence {
  readonly fail: ResourceOperation;
  readonly type?: string;
  readonly logicalId?: string;
  /** Name of the stack. */
  readonly stack?: string;
  /** The status reason in the stack's event. */
  readonly message?: string;
  /**
   * How long the operation takes before it fails. Meanwhile, other resources of the stack are created.
   * @default - it fails at once
   */
  readonly milliseconds?: number;
}

/** Before an action does anything, or after it did all of its work, so that its pipeline never gets the result. */
export type ActionMoment = 'before' | 'after';

/** At least one of `pipeline`, `stage` and `action` is required. */
export interface ActionFault extends Occurrence {
  readonly fail: ActionMoment;
  /** Name of the pipeline. */
  readonly pipeline?: string;
  readonly stage?: string;
  readonly action?: string;
  /** The failed action's message. */
  readonly message?: string;
}

/** Breaks connections from a client's call on, as if the client's machine had failed. */
export interface StopFault {
  /** The last call that is performed: the n-th match. */
  readonly after: number;
  /** @default '*' */
  readonly operation?: string;
  /**
   * Whether the client receives the answer of that call.
   * @default 'given'
   */
  readonly answer?: 'given' | 'lost';
  /**
   * Whose connections break: everybody's, or only the caller's (each build and function has its own session).
   * @default 'everybody'
   */
  readonly for?: 'everybody' | 'caller';
}

export const CALLERS: readonly Callers[] = ['clients', 'services', 'anybody'];
export const RESOURCE_OPERATIONS: readonly ResourceOperation[] = ['create', 'update', 'delete'];
export const ACTION_MOMENTS: readonly ActionMoment[] = ['before', 'after'];
export const LONGEST_DELAY = 60_000;
