import { spawn } from 'child_process';
import { join } from 'path';
import type { RepositoryAddress } from './user/repository';

export interface RunningEmulator {
  readonly endpoint: string;
  /** A repository that its connections reach. */
  readonly repository: RepositoryAddress;
  close(): Promise<void>;
}

/** As the emulated account knows them. Its connections need not be created. */
export const REPOSITORY = 'acme/conformance';
const CONNECTION = 'arn:aws:codeconnections:us-east-1:123456789012:connection/0a1b2c3d-0000-1111-2222-333344445555';

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
  const { endpoint, remote } = await new Promise<{ endpoint: string; remote: string }>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      const printed = /(http:\/\/\w+@127\.0\.0\.1:\d+) (\S+)\n/.exec(text);
      if (printed) resolve({ endpoint: printed[1], remote: printed[2] });
    });
    void ended.then(() => reject(new Error(`the emulated account ended before it printed its address:\n${text}`)));
  });
  return {
    endpoint,
    repository: { name: REPOSITORY, host: 'github', remote, connectionArn: CONNECTION },
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
