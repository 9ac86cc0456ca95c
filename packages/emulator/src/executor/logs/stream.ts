import type { Account } from '../../account/account';
import type { AwsError } from '../../account/aws-error';

export interface LogDestination {
  readonly group: string;
  readonly stream: string;
  /** The session that writes. */
  readonly caller: string;
}

/** The most events in one call of PutLogEvents. */
const BATCH = 10_000;

/** Writes a stream of CloudWatch Logs as AWS services do: with the permissions of a role, and creating the group if it does not exist. */
export class LogStreamWriter {
  private written: Promise<void> = Promise.resolve();

  constructor(private readonly account: Account, private readonly destination: LogDestination) {}

  /** Creates the stream, and its group if it does not exist. */
  async open(): Promise<void> {
    const { group: logGroupName, stream: logStreamName } = this.destination;
    try {
      await this.call('CreateLogStream', { logGroupName, logStreamName });
    } catch (error) {
      if ((error as AwsError).code !== 'ResourceNotFoundException') throw error;
      await this.call('CreateLogGroup', { logGroupName });
      await this.call('CreateLogStream', { logGroupName, logStreamName });
    }
  }

  /** Appends lines. Lines that cannot be written, for example because the group was deleted, are lost. */
  write(lines: readonly string[], timestamp = Date.now()): void {
    const { group: logGroupName, stream: logStreamName } = this.destination;
    const logEvents = lines.map(line => ({ timestamp, message: `${line}\n` }));
    for (let at = 0; at < logEvents.length; at += BATCH) {
      const input = { logGroupName, logStreamName, logEvents: logEvents.slice(at, at + BATCH) };
      this.written = this.written.then(() => this.call('PutLogEvents', input)).catch(() => undefined);
    }
  }

  /** Resolves once everything is written. */
  async settled(): Promise<void> {
    await this.written;
  }

  private call(operation: string, input: object): Promise<void> {
    return this.account.call('logs', operation, input, { caller: this.destination.caller });
  }
}
