import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Tags } from '../tags';

export interface LogEvent {
  /** The number of the event in the order of arrival. */
  readonly count: number;
  readonly timestamp: number;
  readonly message: string;
  readonly ingested: number;
}

export interface LogStream {
  readonly name: string;
  readonly created: number;
  /** Ordered by timestamp, then by arrival. */
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
  /** The number of events so far. */
  written: number;
}

/** The id of an event: 56 digits, as in CloudWatch Logs, which sort like the events. */
export const eventId = ({ timestamp, count }: LogEvent) => `${String(timestamp).padStart(20, '0')}${String(count).padStart(36, '0')}`;

export const arnOf = (account: Account, name: string) => account.arn('logs', `log-group:${name}`);

/** Finds a group by its name or its ARN. */
export function groupIn({ groups }: LogsState, reference: string | undefined): LogGroup {
  if (reference === undefined) throw new AwsError('InvalidParameterException', 'Either logGroupName or logGroupIdentifier must be specified.');
  const name = reference.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
  if (Object.hasOwn(groups, name)) return groups[name];
  throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
}

export function streamIn({ streams }: LogGroup, name: string): LogStream {
  if (Object.hasOwn(streams, name)) return streams[name];
  throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
}
