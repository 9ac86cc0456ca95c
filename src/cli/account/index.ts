import { readFaults } from '../../rehearsal/faults';
import { fail, Failure } from '../terminal/failure';
import { type Account, checkFolder, createAccount, isSaved, loadAccount, saveAccount, SavedAccountError, serve } from '@cv-insync/emulator';

export interface AccountOptions {
  /** @default - a free port */
  readonly port?: number;
  /** @default - until it is interrupted */
  readonly seconds?: number;
  /** File that says what is to go wrong. */
  readonly faults?: string;
  /** Folder that the account is read from, if one is there, and written to at the end. */
  readonly state?: string;
  /** @default - standard output */
  readonly out?: (line: string) => void;
}

/** `cv-insync account`: an account for whoever wants to try something against it. */
export async function accountCommand({ port, seconds, faults, state, out = console.log }: AccountOptions): Promise<number> {
  const { account, name } = open(state, faults);
  const server = await serve(account, { port }).catch(error => { throw cannotServe(error, port); });
  out(`${name} (${account.accountId}, ${account.region}) answers at ${server.endpoint}${seconds ? ` for ${seconds} s` : '; Ctrl-C ends it'}. To use it:`);
  out(`  export AWS_ENDPOINT_URL=${server.endpoint} AWS_REGION=${account.region} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any`);
  await ended(seconds, account, out);
  await server.close();
  if (state !== undefined) {
    await saveAccount(account, state);
    out(`saved in ${state}`);
  }
  for (const operation of new Set(account.unknownOperations)) out(`asked for, but not in the account: ${operation}`);
  for (const failure of account.failures) out(`failed inside the account: ${failure instanceof Error ? failure.stack : failure}`);
  return account.failures.length ? 1 : 0;
}

function open(state: string | undefined, faultsFile: string | undefined): { account: Account; name: string } {
  const options = { faults: faultsFile === undefined ? undefined : readFaults(faultsFile) };
  try {
    if (state !== undefined && isSaved(state)) return { account: loadAccount(state, options), name: `The account of ${state}` };
    if (state !== undefined) checkFolder(state);
    return { account: createAccount(options), name: 'An empty account' };
  } catch (error) {
    return error instanceof SavedAccountError ? fail(error.message) : fail(`the account cannot be opened: ${(error as Error).message}`);
  }
}

/** Resolves after some seconds, when somebody interrupts, or when the account's faults say that it ends. */
function ended(seconds: number | undefined, { faults }: Account, out: (line: string) => void): Promise<void> {
  return new Promise(resolve => {
    const timer = seconds === undefined ? undefined : setTimeout(done, seconds * 1000);
    function done() {
      clearTimeout(timer);
      process.off('SIGINT', done).off('SIGTERM', done);
      resolve();
    }
    process.on('SIGINT', done).on('SIGTERM', done);
    void faults?.stopped.then(({ after, operation = 'any operation' }) => {
      out(`stopped after call ${after} of ${operation}, as its faults say`);
      done();
    });
  });
}

function cannotServe(error: NodeJS.ErrnoException, port: number | undefined): Error {
  return error.code === 'EADDRINUSE' ? new Failure([`port ${port} is taken by another process: choose another with --port`]) : error;
}
