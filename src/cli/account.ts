import { Failure } from './failure';
import { createAccount, serve } from '../rehearsal/account';

export interface AccountOptions {
  /** @default - a free port */
  readonly port?: number;
  /** @default - until it is interrupted */
  readonly seconds?: number;
  /** @default - standard output */
  readonly out?: (line: string) => void;
}

/** `cv-insync account`: an empty account, for whoever wants to try something against it. */
export async function accountCommand({ port, seconds, out = console.log }: AccountOptions): Promise<number> {
  const account = createAccount();
  const server = await serve(account, { port }).catch(error => { throw cannotServe(error, port); });
  out(`An empty account (${account.accountId}, ${account.region}) answers at ${server.endpoint}${seconds ? ` for ${seconds} s` : '; Ctrl-C ends it'}. To use it:`);
  out(`  export AWS_ENDPOINT_URL=${server.endpoint} AWS_REGION=${account.region} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any`);
  await ended(seconds);
  await server.close();
  for (const operation of new Set(account.unknownOperations)) out(`asked for, but not in the account: ${operation}`);
  for (const failure of account.failures) out(`failed inside the account: ${failure instanceof Error ? failure.stack : failure}`);
  return account.failures.length ? 1 : 0;
}

/** Resolves after some seconds, or when somebody interrupts. */
function ended(seconds: number | undefined): Promise<void> {
  return new Promise(resolve => {
    const timer = seconds === undefined ? undefined : setTimeout(done, seconds * 1000);
    function done() {
      clearTimeout(timer);
      process.off('SIGINT', done).off('SIGTERM', done);
      resolve();
    }
    process.on('SIGINT', done).on('SIGTERM', done);
  });
}

function cannotServe(error: NodeJS.ErrnoException, port: number | undefined): Error {
  return error.code === 'EADDRINUSE' ? new Failure([`port ${port} is taken by another process: choose another with --port`]) : error;
}
