import type { ChildProcess } from 'child_process';
import { constants, openSync, closeSync, mkdirSync, readFileSync, existsSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Readable, Writable } from 'stream';
import { killGroup, type Processes } from '../processes';

export interface ShellOptions {
  readonly label: string;
  readonly processes: Processes;
  /** Where the build's commands start. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Everything that commands write goes to this file. */
  readonly logFile: string;
  /** The folders that commands write to, in a sandbox. */
  readonly writes: readonly string[];
  /** A folder for the shell's own files. */
  readonly stateDir: string;
}

/**
 * One bash process for all commands of a build: `export` and `cd` carry over. If a command ends the shell itself (`exit`),
 * the next command runs in a new shell with the exported variables and the working directory of the old one.
 */
export class Shell {
  private child?: ChildProcess;
  private count = 0;
  private killed = false;

  constructor(private readonly options: ShellOptions) {
    mkdirSync(options.stateDir, { recursive: true });
  }

  /** Runs a command and returns its exit status. */
  async run(command: string): Promise<number> {
    if (this.killed) return 137;
    const file = join(this.options.stateDir, `command-${++this.count}.sh`);
    // Only a new file: commands can write to this folder, and could have put a link there.
    rmSync(file, { force: true });
    writeFileSync(file, `${command}\n`, { flag: 'wx' });
    return this.send(`. ${quoted(file)} </dev/null 3>&-; printf '%s\\n' "$?" >&3`);
  }

  /** The variables that the shell exports now. */
  async environment(): Promise<Record<string, string>> {
    await this.send(`${SAVE}; printf '0\\n' >&3`);
    return this.saved().environment;
  }

  /** Ends the shell and everything that it started. */
  kill() {
    this.killed = true;
    if (this.child) killGroup(this.child);
  }

  private send(line: string): Promise<number> {
    const child = this.child ??= this.start();
    return new Promise((resolve, reject) => {
      const results = child.stdio[3] as Readable;
      const settle = (status: number) => {
        results.off('data', data);
        child.off('exit', exit);
        child.off('error', reject);
        resolve(status);
      };
      const data = (chunk: Buffer) => settle(Number(chunk.toString()));
      const exit = (status: number | null) => {
        this.child = undefined;
        settle(status ?? 137);
      };
      results.once('data', data);
      child.once('exit', exit);
      child.once('error', reject);
      (child.stdin as Writable).write(`${line}\n`);
    });
  }

  private start(): ChildProcess {
    const { label, processes, stateDir, logFile, writes } = this.options;
    const { environment, cwd } = this.saved();
    const log = openSync(logFile, 'a');
    const child = processes.start(label, 'bash', ['--noprofile', '--norc'], {
      cwd, writes: [...writes, stateDir], env: { ...environment, EMULATOR_SHELL_STATE: stateDir }, stdio: ['pipe', log, log, 'pipe'],
    });
    closeSync(log);
    child.stdin!.on('error', () => undefined);
    child.stdin!.write(`trap '${SAVE}' EXIT\n`);
    return child;
  }

  private saved(): { environment: Record<string, string>; cwd: string } {
    const file = (name: string) => join(this.options.stateDir, name);
    if (!existsSync(file('environment'))) return { environment: { ...this.options.environment }, cwd: this.options.cwd };
    const read = (name: string) => readFileSync(file(name), NO_LINK).toString();
    const lines = read('environment').split('\0').filter(Boolean);
    const environment = Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const cwd = read('cwd').replace(/\n$/, '');
    for (const name of ['environment', 'cwd']) rmSync(file(name));
    delete environment.EMULATOR_SHELL_STATE;
    return { environment, cwd: existsSync(cwd) ? cwd : this.options.cwd };
  }
}

/** Commands can write to the folder of the state, and could put a link there. */
// eslint-disable-next-line no-bitwise
const NO_LINK = { flag: (constants.O_RDONLY | constants.O_NOFOLLOW) as unknown as string };
const SAVE = 'env -0 > "$EMULATOR_SHELL_STATE/environment"; pwd > "$EMULATOR_SHELL_STATE/cwd"';
const quoted = (text: string) => `'${text.replace(/'/g, '\'\\\'\'')}'`;
