/** Shows the progress of a rehearsal. */
export interface Screen {
  /** Writes a permanent line. */
  line(text: string): void;
  /** Shows what is being done outside pipelines; empty when nothing is. */
  doing(what: string): void;
  /** Begins a step: executions that start from now on belong to it. */
  step(title: string): void;
  close(): void;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}
