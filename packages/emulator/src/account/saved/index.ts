import { decode, encode } from './encode';
import { checkFolder, FORMAT, Parts, readManifest, SavedAccountError } from './folder';
import { restore } from './restore';
import type { Account } from '../account';

export { checkFolder, isSaved, SavedAccountError } from './folder';

/** Saves the state of an account to a folder, once nothing is in progress. An account that the folder holds is replaced in one step. */
export async function saveAccount(account: Account, folder: string): Promise<void> {
  checkFolder(folder);
  await account.settled();
  const parts = new Parts(folder);
  const written = account.serviceNames.flatMap(name => {
    const state = account.stateOf(name);
    return state ? [[name, parts.put(JSON.stringify(encode(state, parts)))]] : [];
  });
  parts.commit({ format: FORMAT, accountId: account.accountId, region: account.region, services: Object.fromEntries(written) });
}

/** The identity of a saved account. */
export type Identity = Pick<Account, 'accountId' | 'region'>;

/** Loads an account that `saveAccount` wrote. `create` returns the empty account to fill. */
export function loadAccount(folder: string, create: (identity: Identity) => Account): Account {
  try {
    const { accountId, region, services } = readManifest(folder);
    const account = create({ accountId, region });
    const parts = new Parts(folder);
    for (const [name, part] of Object.entries(services)) {
      const state = account.stateOf(name);
      if (!state) throw new SavedAccountError(`it has a service '${name}', which this version of the emulator does not know`);
      restore(state, decode(JSON.parse(parts.get(part).toString()), parts));
    }
    return account;
  } catch (error) {
    throw error instanceof SavedAccountError ? new SavedAccountError(`the account in ${folder} cannot be read: ${error.message}`) : error;
  }
}
