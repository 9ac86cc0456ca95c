import type { Asked } from './asked';
import type { Refusal } from './refusal';
import type { Call } from '../service';

/** Decides what callers of an account may do. */
export interface Authorizer {
  /** What was refused, oldest first. */
  readonly refusals: readonly Refusal[];
  /** Performs a call if its caller may make it. */
  guard(service: string, operation: string, input: object, call: Call, perform: () => Promise<object>): Promise<object>;
  /** Why a caller may not do all of something, in AWS's words; undefined if it may. */
  refuses(call: Call, asked: readonly Asked[]): string | undefined;
  /** Throws if a service or a session may not assume a role. */
  checkTrust(by: string, roleArn: string): void;
  trusts(by: string, roleArn: string): boolean;
}
