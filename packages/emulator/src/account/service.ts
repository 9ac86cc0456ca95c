/** Who calls, and through what: read from the signature, or given by the service that calls on somebody's behalf. */
export interface Call {
  /** ARN of the caller: the account's root user unless a role was assumed. */
  readonly caller: string;
  readonly requestId: string;
  /** What made a service call another one, for example `event:Parameter Store Change`; absent for calls from outside. */
  readonly cause?: string;
  /** Whether it came from outside the account, over HTTP. */
  readonly isClient?: boolean;
}

/** Takes and gives what the AWS SDK's input and output types of the operation say. Fails with an `AwsError`. */
export type Operation = (input: any, call: Call) => Promise<object | void> | object | void;

/** One AWS service of the account. Its state is plain data, so that an account can be written to a folder and read again. */
export interface Service {
  /** Everything that the service remembers: objects, lists, texts, numbers, dates and bytes, nothing that could not be written to a file. */
  readonly state?: object;
  readonly operations: Readonly<Record<string, Operation>>;
}
