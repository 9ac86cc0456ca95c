type OneOrMany<T> = T | readonly T[];

/** A statement of a policy: {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html}. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>;
}

export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: OneOrMany<Statement>;
}

/** The policies that apply to a request. */
export interface Policies {
  readonly identity: readonly PolicyDocument[];
  /** Absent if the principal has no permissions boundary. */
  readonly boundary?: PolicyDocument;
  /** The policies that were passed when the role was assumed; absent if none were. */
  readonly session?: readonly PolicyDocument[];
  /** The policy of the resource, for a role its trust policy; absent if it has none. */
  readonly resource?: PolicyDocument;
}

/** The keys of a request's context. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One question to IAM: may this principal do this to that? */
export interface AccessRequest {
  /** ARN of a role's session, of a user or of an account's root user; or the name of a service. */
  readonly principal: string;
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /** @default - the account in the ARN of the resource; without one, the account of the principal */
  readonly resourceAccount?: string;
  readonly context: Context;
}

/** A kind of policy, in the words of AWS's messages. */
export type PolicyKind = 'identity-based policy' | 'permissions boundary' | 'session policy' | 'resource-based policy';

export interface Decision {
  readonly allowed: boolean;
  /** Whether a statement denies; else no statement allows. */
  readonly explicit: boolean;
  /** What decided: where the statement is that denies, or where none is that allows. */
  readonly by: PolicyKind;
}

export const listOf = <T>(value: OneOrMany<T> | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value as readonly T[] : [value as T];
