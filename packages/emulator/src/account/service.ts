/** The context of a call: from the request's signature, or from the service that calls on behalf of a caller. */
export interface Call {
  /** ARN of the caller, the account's root user unless a role was assumed; or the name of a service that calls for itself. */
  readonly caller: string;
  /** Policies that were passed when the caller's role was assumed: documents, and ARNs of managed policies. */
  readonly sessionPolicies?: readonly string[];
  /** The service that makes the call with the caller's permissions, for example `cloudformation.amazonaws.com`. */
  readonly via?: string;
  /** What a service that calls for itself does it for, for example the rule of an event. */
  readonly sourceArn?: string;
  readonly requestId: string;
  /** Why a service makes the call, for example `event:Parameter Store Change`; absent for client calls. */
  readonly cause?: string;
  /** Whether a client made the call over HTTP. */
  readonly isClient?: boolean;
}

/** An operation, with the AWS SDK's input and output types. Throws an `AwsError`. */
export type Operation = (input: any, call: Call) => Promise<object | void> | object | void;

/** An AWS service of the account. Its state is plain data, so an account can be saved and loaded. */
export interface Service {
  /** All state of the service: objects, lists, strings, numbers, dates and bytes. */
  readonly state?: object;
  readonly operations: Readonly<Record<string, Operation>>;
}
