import { closeSync, existsSync, openSync, readSync } from 'fs';

const INTERVAL = 200;
const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/** Follows a file that processes append to, and passes each line on once it is complete. */
export class FollowedFile {
  private position = 0;
  private rest = Buffer.alloc(0);
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly file: string, private readonly take: (lines: readonly string[]) => void) {
    this.timer = setInterval(() => this.read(), INTERVAL).unref();
  }

  /** Passes on the lines that were written until now. */
  read(): void {
    const added = this.added();
    if (!added.length) return;
    const all = Buffer.concat([this.rest, ...added]);
    const end = all.lastIndexOf(NEWLINE) + 1;
    this.rest = all.subarray(end);
    if (end) this.take(all.subarray(0, end - 1).toString('utf8').split('\n'));
  }

  /** Passes on everything that was written until now, an incomplete last line too. */
  flush(): void {
    this.read();
    if (!this.rest.length) return;
    this.take([this.rest.toString('utf8')]);
    this.rest = Buffer.alloc(0);
  }

  close(): void {
    clearInterval(this.timer);
    this.flush();
  }

  private added(): Buffer[] {
    if (!existsSync(this.file)) return [];
    const file = openSync(this.file, 'r');
    try {
      const chunks: Buffer[] = [];
      for (;;) {
        const chunk = Buffer.alloc(CHUNK);
        const length = readSync(file, chunk, 0, CHUNK, this.position);
        if (!length) return chunks;
        this.position += length;
        chunks.push(chunk.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
  }
}
