import type { Account } from './account';

/** A value per account, created when it is first requested. Services hold their state in it. */
export function perAccount<T>(create: (account: Account) => T): (account: Account) => T {
  const made = new WeakMap<Account, T>();
  return account => {
    if (!made.has(account)) made.set(account, withoutPrototypes(create(account)));
    return made.get(account)!;
  };
}

/** Names come from clients, and one may be `constructor`: the records of a state have the members that it was given, and no other. */
function withoutPrototypes<T>(state: T): T {
  for (const record of Object.values(state as object)) if (isRecord(record)) Object.setPrototypeOf(withoutPrototypes(record), null);
  return state;
}

const isRecord = (value: unknown): value is object => value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
