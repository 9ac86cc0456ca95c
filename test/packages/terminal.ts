import { type ChildProcess, spawn } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A shell that keeps its folder between commands, and a second shell. */
export class Terminal {
  private readonly state: string;
  private folder: string;
  private readonly beside: ChildProcess[] = [];

  constructor(folder: string, private readonly env: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.state = join(folder, '..', 'folder');
  }

  async run(command: string): Promise<Ended> {
    writeFileSync(this.state, this.folder);
    const { child, output } = this.start(`${command}\nstatus=$?; pwd > '${this.state}'; exit $status`);
    const status = await new Promise<number | null>(ended => child.once('close', ended));
    this.folder = readFileSync(this.state, 'utf8').trim();
    return { status, output: output() };
  }

  /** Starts a command that keeps running, and waits until it has printed a text. */
  async startBeside(command: string, ready: string): Promise<Ended> {
    const { child, output } = this.start(command);
    this.beside.push(child);
    let status: number | null | undefined;
    child.once('close', code => { status = code; });
    while (status === undefined && !output().includes(ready)) await new Promise(next => setTimeout(next, 100));
    return { status: status === undefined ? 0 : status || 1, output: output() };
  }

  /** Ends the running command as Ctrl-C does. */
  async close(): Promise<void> {
    await Promise.all(this.beside.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map(child => new Promise(ended => {
      child.once('close', ended);
      process.kill(-child.pid!, 'SIGINT');
    })));
  }

  private start(script: string) {
    // An author works without CI: if CI is set, projen installs only from a lock file, which a new project does not have yet.
    const { CI: _, ...environment } = process.env;
    const child = spawn('bash', ['-c', script], { cwd: this.folder, env: { ...environment, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => { text += data; });
    return { child, output: () => text };
  }
}
