import { randomUUID } from 'crypto';
import { appendFileSync, mkdirSync } from 'fs';
import { join } from 'path';
import { endLines, problemLine, startLine, type Measures } from './report';
import type { Account } from '../../account/account';
import { logGroupOf, type FunctionRecord } from '../../account/lambda';
import { sessionArn } from '../../account/sessions';
import { FollowedFile } from '../logs/follow';
import { LogStreamWriter } from '../logs/stream';

/** The log of one process of a function: part of the function's log file, and a stream in CloudWatch Logs if its role allows that. */
export class FunctionLog {
  readonly group: string;
  readonly stream: string;
  /** The file that the process writes to. */
  readonly own: string;
  private readonly writer: LogStreamWriter;
  private readonly followed: FollowedFile;
  private lines: string[] = [];

  constructor(account: Account, private readonly target: FunctionRecord, folder: string, private readonly file: string) {
    const id = randomUUID().replace(/-/g, '');
    this.group = logGroupOf(target);
    this.stream = streamName(target, id, new Date());
    mkdirSync(folder, { recursive: true });
    this.own = join(folder, `${id}.log`);
    const caller = sessionArn(target.configuration.role, target.name);
    this.writer = new LogStreamWriter(account, { group: this.group, stream: this.stream, caller });
    this.followed = new FollowedFile(this.own, lines => this.take(lines));
  }

  async open(): Promise<void> {
    await this.writer.open().catch(() => undefined);
  }

  start(requestId: string): void {
    this.followed.flush();
    this.lines = [];
    if (this.tellsSystem) this.take([startLine(this.format, requestId)]);
  }

  /** Completes the log of an invocation and returns it. */
  async end(requestId: string, measures: Measures, problem?: string): Promise<string> {
    this.followed.flush();
    if (problem) this.take([problemLine(this.format, requestId, problem)]);
    if (this.tellsSystem) this.take(endLines(this.format, requestId, measures));
    await this.writer.settled();
    return this.lines.map(line => `${line}\n`).join('');
  }

  close(): void {
    this.followed.close();
  }

  private get format() {
    return this.target.configuration.logging.format;
  }

  /** The lines of Lambda have the level INFO. */
  private get tellsSystem() {
    return this.target.configuration.logging.systemLevel !== 'WARN';
  }

  private take(lines: readonly string[]): void {
    const events = lines.map(line => line.replace(/\r/g, '\n'));
    this.lines.push(...events);
    appendFileSync(this.file, events.map(event => `${event}\n`).join(''));
    this.writer.write(events);
  }
}

/** Only in a configured group, streams have the name of the function in them: {@link https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html}. */
function streamName({ name, configuration: { logging } }: FunctionRecord, id: string, now: Date): string {
  return `${now.toISOString().slice(0, 10).replace(/-/g, '/')}/${logging.group === undefined ? '' : name}[$LATEST]${id}`;
}
