import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Tags } from '../tags';

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingested: number;
}

export interface LogStream {
  readonly name: string;
  readonly created: number;
  /** In the order of their time. */
  events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly created: number;
  retention?: number;
  keyId?: string;
  readonly tags: Tags;
  readonly streams: Record<string, LogStream>;
}

export interface LogsState {
  readonly groups: Record<string, LogGroup>;
}

export const arnOf = (account: Account, name: string) => account.arn('logs', `log-group:${name}`);

/** Finds a group by its name or its ARN. */
export function groupIn({ groups }: LogsState, reference: string): LogGroup {
  const name = reference.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
  if (Object.hasOwn(groups, name)) return groups[name];
  throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
}

export function streamIn({ streams }: LogGroup, name: string): LogStream {
  if (Object.hasOwn(streams, name)) return streams[name];
  throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
}
