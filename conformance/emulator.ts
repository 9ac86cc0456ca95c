import { spawn } from 'child_process';
import { join } from 'path';

export interface RunningEmulator {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Starts an emulated account that enforces permissions, in a process group of its own: Ctrl-C, which a terminal sends to the whole group of a
 * program, leaves the account to be cleaned up.
 */
export async function startEmulator(modules: string): Promise<RunningEmulator> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'emulated-account.ts'), modules], {
    cwd: join(__dirname, '..'),
    env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '..', 'tsconfig.dev.json') },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      const url = /http:\/\/\w+@127\.0\.0\.1:\d+/.exec(text);
      if (url) resolve(url[0]);
    });
    void ended.then(() => reject(new Error(`the emulated account ended before it printed its address:\n${text}`)));
  });
  return {
    endpoint,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
