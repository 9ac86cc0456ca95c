import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'fs';
import { dirname } from 'path';
import type { Processes } from '@cv-insync/emulator';

const LAST_LINES = 25;

export class CommandFailure extends Error {
  constructor(message: string, readonly command: string, readonly lastLines: readonly string[], readonly log: string) {
    super(message);
  }
}

export interface Command {
  readonly label: string;
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Folders that the command writes to, beside its own. */
  readonly writes?: readonly string[];
}

/** Runs a shell command and returns its output. */
export async function runCommand(processes: Processes, { label, command, cwd, env, logFile, writes = [] }: Command): Promise<string> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const from = statSync(logFile).size;
  const child = processes.start(label, 'bash', ['-c', command], { cwd, writes: [cwd, ...writes], env, stdio: ['ignore', log, log] });
  closeSync(log);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  const output = readFileSync(logFile).subarray(from).toString('utf8');
  if (status !== 0) throw new CommandFailure(`${label} failed with exit status ${status ?? 'none (it was ended)'}`, command, output.trimEnd().split('\n').slice(-LAST_LINES), logFile);
  return output;
}
