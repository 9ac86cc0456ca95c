import type { Context } from '../../iam-evaluator';

/** A resource that an action is asked on. */
export interface Target {
  /** `*` for actions that know no resource. */
  readonly arn: string;
  /** The tags of the resource; absent if it does not exist or knows none. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The policy of the resource, as JSON. */
  readonly policy?: string;
}

/** One question that a call asks of IAM. */
export interface Asked {
  readonly action: string;
  /** An action that suffices, too. */
  readonly or?: string;
  readonly target: Target;
  /** Keys besides those that every request has. */
  readonly context?: Context;
  /** The service that asks on behalf of the caller, such as S3 for the key of a bucket. */
  readonly via?: string;
}

/** Reads the targets of an operation from its input. */
export type Targets = (operation: string, input: any, action: string) => readonly Target[];
