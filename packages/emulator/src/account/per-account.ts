import type { Account } from './account';

/** A value per account, created when it is first requested. Services hold their state in it. */
export function perAccount<T>(create: (account: Account) => T): (account: Account) => T {
  const made = new WeakMap<Account, T>();
  return account => {
    if (!made.has(account)) made.set(account, create(account));
    return made.get(account)!;
  };
}
