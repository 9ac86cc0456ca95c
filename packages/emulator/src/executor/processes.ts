import { spawn, type ChildProcess, type SpawnOptions } from 'child_process';

/** Every process that an executor starts, so that none outlives it. Each leads a process group of its own. */
export class Processes {
  private readonly running = new Map<ChildProcess, string>();
  private closed = false;

  start(label: string, command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    if (this.closed) throw new Error(`'${label}' is not started: all processes are being ended`);
    const child = spawn(command, args, { ...options, detached: true });
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
