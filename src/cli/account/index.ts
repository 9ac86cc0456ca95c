import { openAccount, type OpenOptions } from './open';
import { runPipelines } from './pipelines';
import { foldersOf } from './repositories';
import { exportLine } from '../../rehearsal/exports';
import { Failure, usageError } from '../terminal/failure';
import { type Account, saveAccount, serve, type ServedAccount } from '@cv-insync/emulator';

export interface AccountOptions extends OpenOptions {
  /** @default - a free port */
  readonly port?: number;
  /** @default - until it is interrupted */
  readonly seconds?: number;
  /** Whether pipelines, builds and functions run. @default true */
  readonly pipelines?: boolean;
  /** Whether builds and functions run in a sandbox. */
  readonly sandbox?: boolean;
  /** Hosts that a sandbox reaches beside the registries of npm. */
  readonly allowHost?: readonly string[];
  /** Folders that are repositories behind connections, each as `owner/name=folder`. */
  readonly repository?: readonly string[];
  /** Where repositories, builds and logs go. @default - a temporary directory */
  readonly workDir?: string;
  /** @default - standard output */
  readonly out?: (line: string) => void;
}

/** `cv-insync account`: an account to deploy to, whose pipelines run. */
export async function accountCommand(options: AccountOptions): Promise<number> {
  const { port, seconds, pipelines = true, repository = [], workDir, sandbox, allowHost, out = console.log, ...open } = options;
  if (!pipelines && (repository.length || workDir !== undefined)) usageError('--repository and --work-dir are for pipelines, expected neither of them with --no-pipelines');
  const repositories = foldersOf(repository);
  const { account, name } = openAccount(open);
  const server = await serve(account, { port }).catch(error => { throw cannotServe(error, port); });
  const running = pipelines ? await runPipelines(account, { repositories, workDir, sandbox, allowHost, out }).catch(closing(server)) : undefined;
  out(`${name} (${account.accountId}, ${account.region}) answers at ${server.endpoint}${seconds ? ` for ${seconds} s` : '; Ctrl-C ends it'}. To use it:`);
  out(`  ${exportLine(account)}`);
  for (const line of running?.about ?? []) out(line);
  await untilStopped(seconds, account, out);
  running?.close();
  await server.close();
  running?.remove();
  if (open.state !== undefined) {
    await saveAccount(account, open.state);
    out(`saved in ${open.state}`);
  }
  for (const operation of new Set(account.unknownOperations)) out(`called, but not supported by the account: ${operation}`);
  for (const failure of account.failures) out(`failed inside the account: ${failure instanceof Error ? failure.stack : failure}`);
  return account.failures.length ? 1 : 0;
}

/** Resolves after some seconds, when it is interrupted, or when a fault stops the account. */
function untilStopped(seconds: number | undefined, { faults }: Account, out: (line: string) => void): Promise<void> {
  return new Promise(resolve => {
    const timer = seconds === undefined ? undefined : setTimeout(done, seconds * 1000);
    function done() {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, done);
      resolve();
    }
    for (const signal of SIGNALS) process.on(signal, done);
    void faults?.stopped.then(({ after, operation = 'any operation' }) => {
      out(`stopped after call ${after} of ${operation}, as its faults say`);
      done();
    });
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Closes the server before the error is reported. */
const closing = (server: ServedAccount) => async (error: Error): Promise<never> => {
  await server.close();
  throw error;
};

function cannotServe(error: NodeJS.ErrnoException, port: number | undefined): Error {
  return error.code === 'EADDRINUSE' ? new Failure([`port ${port} is taken by another process: choose another with --port`]) : error;
}
