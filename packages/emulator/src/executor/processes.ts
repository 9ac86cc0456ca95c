import { spawn, type ChildProcess, type SpawnOptions } from 'child_process';
import type { Sandbox } from './sandbox';

export interface StartOptions extends SpawnOptions {
  readonly cwd: string;
  /** The folders that it writes to, if it runs in a sandbox. */
  readonly writes: readonly string[];
}

/** Every process that an executor starts, so that none outlives it. Each leads a process group of its own. */
export class Processes {
  private readonly running = new Map<ChildProcess, string>();
  private closed = false;

  constructor(private readonly sandbox?: Sandbox) {}

  start(label: string, command: string, args: readonly string[], { writes, ...options }: StartOptions): ChildProcess {
    if (this.closed) throw new Error(`'${label}' is not started: all processes are being ended`);
    const confined = this.sandbox?.confine(command, args, options.cwd, writes) ?? { command, args, env: {} };
    const child = spawn(confined.command, confined.args, { ...options, env: { ...options.env, ...confined.env }, detached: true });
    this.running.set(child, label);
    child.once('exit', () => this.running.delete(child));
    child.once('error', () => this.running.delete(child));
    return child;
  }

  labels(): string[] {
    return [...this.running.values()];
  }

  /** Ends all of them, with everything that they started. */
  close() {
    this.closed = true;
    for (const child of this.running.keys()) killGroup(child);
  }
}

export function killGroup(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL') {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
