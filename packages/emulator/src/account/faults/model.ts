/**
 * What is to go wrong in an account, on demand. Every fault counts what matches it for itself, in the order in which it happens,
 * from the start of the account; so the same calls meet the same faults each time.
 */
export interface Faults {
  /** Calls that are refused because there were too many, with the error that the service has for it. */
  readonly throttle?: readonly ThrottleFault[];
  /** Calls that fail without having been carried out. */
  readonly errors?: readonly ErrorFault[];
  /** Calls that are carried out late. */
  readonly delays?: readonly DelayFault[];
  /** Events that no rule sees, or that every rule sees twice. */
  readonly events?: readonly EventFault[];
  /** Resources that CloudFormation cannot create, change or delete. */
  readonly resources?: readonly ResourceFault[];
  /** Actions of pipelines whose host is lost. */
  readonly actions?: readonly ActionFault[];
  /** Where the connection to the account ends. */
  readonly stop?: readonly StopFault[];
}

/** Which of the things that match a fault it meets. */
export interface Occurrence {
  /**
   * How many are left alone first.
   * @default 0
   */
  readonly after?: number;
  /**
   * 3 meets the third of those that follow, the sixth and so on.
   * @default 1
   */
  readonly every?: number;
  /**
   * How many are met in all.
   * @default - no limit
   */
  readonly times?: number;
}

export type Callers = 'clients' | 'services' | 'anybody';

export interface CallSelection {
  /** `service:Operation`, `service:*` or `*`, for example `ssm:PutParameter`. */
  readonly operation: string;
  /**
   * Whose calls: those that come over HTTP, those that services, pipelines and stacks make inside the account, or both.
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

/** At least one of `type`, `logicalId` and `stack` says which resources are meant. */
export interface ResourceFault extends Occurrence {
  readonly fail: ResourceOperation;
  readonly type?: string;
  readonly logicalId?: string;
  /** Name of the stack. */
  readonly stack?: string;
  /** The reason that the stack's event gives. */
  readonly message?: string;
}

/** Before an action does anything, or after it did all of its work, whose result its pipeline then never learns. */
export type ActionMoment = 'before' | 'after';

/** At least one of `pipeline`, `stage` and `action` says which actions are meant. */
export interface ActionFault extends Occurrence {
  readonly fail: ActionMoment;
  /** Name of the pipeline. */
  readonly pipeline?: string;
  readonly stage?: string;
  readonly action?: string;
  /** What the failed action says. */
  readonly message?: string;
}

/** From a call of a client on, connections break before anything is done: the client's process ends as if its machine did. */
export interface StopFault {
  /** The last call that is carried out: the n-th of those that match. */
  readonly after: number;
  /** @default '*' */
  readonly operation?: string;
  /**
   * Whether the client still learns what became of that call.
   * @default 'given'
   */
  readonly answer?: 'given' | 'lost';
  /**
   * Who is not answered any more: everybody, or only who made that call (a build or a function has a session of its own).
   * @default 'everybody'
   */
  readonly for?: 'everybody' | 'caller';
}

export const CALLERS: readonly Callers[] = ['clients', 'services', 'anybody'];
export const RESOURCE_OPERATIONS: readonly ResourceOperation[] = ['create', 'update', 'delete'];
export const ACTION_MOMENTS: readonly ActionMoment[] = ['before', 'after'];
export const LONGEST_DELAY = 60_000;
