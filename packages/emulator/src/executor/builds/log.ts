import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, readSync, statSync } from 'fs';
import { dirname } from 'path';
import { gzipSync } from 'fflate';
import { callerOf } from './caller';
import { BuildFailure } from './phases';
import type { Account } from '../../account/account';
import type { BuildRecord } from '../../account/codebuild';
import { FollowedFile } from '../logs/follow';
import { LogStreamWriter } from '../logs/stream';

const LAST_LINES = 25;

/** The log of a build: a file that is copied to CloudWatch Logs while the build runs, and to a bucket at its end, as the project configures it. */
export class BuildLog {
  private followed?: FollowedFile;
  private writer?: LogStreamWriter;
  private closed?: Promise<void>;

  constructor(private readonly account: Account, private readonly build: BuildRecord, readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  get size(): number {
    return statSync(this.file).size;
  }

  async open(): Promise<void> {
    const { build: { arn, logs: { group, stream }, project: { serviceRole } } } = this;
    if (group === undefined || stream === undefined) return;
    const writer = new LogStreamWriter(this.account, { group, stream, caller: callerOf(this.build) });
    await writer.open().catch(error => {
      throw new BuildFailure(
        `Service role ${serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${arn}. Error message: ${error.message}`,
        { code: 'ACCESS_DENIED' },
      );
    });
    this.writer = writer;
    this.followed = new FollowedFile(this.file, lines => writer.write(lines));
  }

  /** Writes a line as CodeBuild does, on a new line even if the output before has no newline at its end. */
  tell(message: string): void {
    const time = new Date().toISOString().replace(/-/g, '/').replace('T', ' ').replace('Z', '000');
    appendFileSync(this.file, `${endsOpen(this.file) ? '\n' : ''}[Container] ${time} ${message}\n`);
  }

  /** The last lines after an offset, without colour codes. */
  tail(from: number): string[] {
    const text = readFileSync(this.file).subarray(from).toString('utf8').replace(/\s+$/, '');
    // eslint-disable-next-line no-control-regex
    return text.split('\n').slice(-LAST_LINES).map(line => line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''));
  }

  /** Completes the copies. Later output goes to the file only. */
  close(): Promise<void> {
    return this.closed ??= this.finish();
  }

  private async finish(): Promise<void> {
    this.followed?.close();
    await this.writer?.settled();
    const { logs: { s3 } } = this.build;
    if (!s3) return;
    const Body = Buffer.from(gzipSync(readFileSync(this.file), { mtime: this.build.started }));
    await this.account.call('s3', 'PutObject', { Bucket: s3.bucket, Key: s3.key, Body }, { caller: callerOf(this.build) }).catch(error => {
      throw new BuildFailure(`the log cannot be written to s3://${s3.bucket}/${s3.key}: ${error.message}`);
    });
  }
}

function endsOpen(file: string): boolean {
  const { size } = statSync(file);
  if (!size) return false;
  const descriptor = openSync(file, 'r');
  try {
    const last = Buffer.alloc(1);
    readSync(descriptor, last, 0, 1, size - 1);
    return last.toString() !== '\n';
  } finally {
    closeSync(descriptor);
  }
}
