import type { ExecutionRecord } from '../account/codepipeline';

interface Waiting {
  readonly execution: ExecutionRecord;
  readonly enter: () => void;
}

/** The queue in front of a stage. One execution is in the stage at a time; others wait, or supersede each other. */
export class StageLine {
  private occupant?: string;
  private waiting: Waiting[] = [];

  constructor(private readonly isOpen: () => boolean, private readonly supersede?: (older: ExecutionRecord, by: ExecutionRecord) => void) {}

  /** Resolves when the execution is in the stage, which is occupied until `leave`. */
  async enter(execution: ExecutionRecord, signal: AbortSignal): Promise<void> {
    const older = this.waiting.map(each => each.execution);
    await new Promise<void>((resolve, reject) => {
      const forget = () => {
        this.waiting = this.waiting.filter(each => each.execution !== execution);
        reject(signal.reason);
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', forget, { once: true });
      this.waiting.push({ execution, enter: () => { signal.removeEventListener('abort', forget); resolve(); } });
      if (this.supersede) for (const each of older) this.supersede(each, execution);
      this.next();
    });
  }

  leave(execution: ExecutionRecord) {
    if (this.occupant !== execution.id) return;
    this.occupant = undefined;
    this.next();
  }

  /** Lets the next execution in if the stage is free and its transition is enabled. */
  next() {
    if (this.occupant !== undefined || !this.waiting.length || !this.isOpen()) return;
    const first = this.waiting.shift()!;
    this.occupant = first.execution.id;
    first.enter();
  }

  holds(execution: ExecutionRecord): boolean {
    return this.waiting.some(each => each.execution === execution);
  }
}
