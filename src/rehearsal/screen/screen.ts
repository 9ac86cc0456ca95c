/** Where a rehearsal shows how it goes. */
export interface Screen {
  /** A line that stays. */
  line(text: string): void;
  /** What is being done besides pipelines; empty for nothing. */
  doing(what: string): void;
  /** From here on, executions that start belong to a new step. */
  step(title: string): void;
  close(): void;
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}
