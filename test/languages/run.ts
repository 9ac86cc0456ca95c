import { spawn } from 'child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program and returns its output. If it fails, the error contains the end of the output. */
export function run(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...QUIET, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => { output += chunk; });
    child.on('error', reject);
    child.on('close', status => {
      if (status === 0) resolve(output);
      else reject(new Error(`${[command, ...args].join(' ')} ended with ${status}:\n${output.split('\n').slice(-60).join('\n')}`));
    });
  });
}

/** Disables the warnings of the jsii runtimes about Node.js versions past their end of life. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '18,20', JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1' };
