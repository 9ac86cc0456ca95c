import type { Account } from './account';

/** What belongs to one account: made when it is first asked for, and the same from then on. Each service holds its state by it. */
export function perAccount<T>(create: (account: Account) => T): (account: Account) => T {
  const made = new WeakMap<Account, T>();
  return account => {
    if (!made.has(account)) made.set(account, create(account));
    return made.get(account)!;
  };
}
