import { spawn } from 'child_process';

export interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Runs programs as a person does, in the environment of the account. */
export interface Terminal {
  run(folder: string, program: string, ...args: readonly string[]): Promise<Ended>;
  /** Runs a program that has to succeed. */
  succeed(folder: string, program: string, ...args: readonly string[]): Promise<string>;
}

/** Enough of a long output to see why a program failed. */
const LAST_LINES = 40;

/** Aborting the signal ends the running program. */
export function terminal(environment: Readonly<Record<string, string>>, signal?: AbortSignal): Terminal {
  const { AWS_PROFILE: _, ...inherited } = process.env;
  const env = {
    ...environment.AWS_ENDPOINT_URL === undefined ? process.env : inherited,
    ...environment,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_NOTICES: 'false',
    NO_COLOR: '1',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '18,20',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '1',
  };
  const run = (folder: string, program: string, ...args: readonly string[]) => new Promise<Ended>((resolve, reject) => {
    // A group of its own: Ctrl-C reaches this program alone, which then decides what ends.
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => { output += chunk; });
    const end = () => {
      try {
        process.kill(-child.pid!, 'SIGTERM');
      } catch {
        // It has ended in the meantime.
      }
    };
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', code => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ status: code ?? 1, output });
    });
  });
  return {
    run,
    async succeed(folder, program, ...args) {
      const { status, output } = await run(folder, program, ...args);
      if (status !== 0) throw new Error(`${[program.split('/').pop(), ...args].join(' ')} ended with exit status ${status}:\n${output.trim().split('\n').slice(-LAST_LINES).join('\n')}`);
      return output;
    },
  };
}
