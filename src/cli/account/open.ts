import { readFaults } from '../../rehearsal/faults';
import { fail, Failure, usageError } from '../terminal/failure';
import { type Account, checkFolder, createAccount, isSaved, loadAccount, SavedAccountError } from '@cv-insync/emulator';

export interface OpenOptions {
  /** File with the faults to inject. */
  readonly faults?: string;
  /** Whether roles may do only what their policies allow. @default false */
  readonly iam?: boolean;
  /** Folder that the account is loaded from, if it contains one, and saved in at the end. */
  readonly state?: string;
  /** Access key with which clients call the account. @default - a random one */
  readonly accessKey?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
}

/** Creates an empty account, or loads the one saved in a folder; returns it with its name for messages. */
export function openAccount(options: OpenOptions): { account: Account; name: string } {
  const { faults: faultsFile, iam = true, state, accessKey, accountId, region } = options;
  const faults = faultsFile === undefined ? undefined : readFaults(faultsFile);
  try {
    if (state === undefined || !isSaved(state)) {
      if (state !== undefined) checkFolder(state);
      return { account: createAccount({ iam, faults, accessKey, accountId, region }), name: 'An empty account' };
    }
    const account = loadAccount(state, { iam, faults, accessKey });
    const others = [
      ...accountId !== undefined && accountId !== account.accountId ? [`--account-id ${accountId}: the account of ${state} is ${account.accountId}`] : [],
      ...region !== undefined && region !== account.region ? [`--region ${region}: the account of ${state} is in ${account.region}`] : [],
    ];
    return others.length ? usageError(...others) : { account, name: `The account of ${state}` };
  } catch (error) {
    if (error instanceof Failure) throw error;
    return fail(error instanceof SavedAccountError ? error.message : `the account cannot be opened: ${(error as Error).message}`);
  }
}
