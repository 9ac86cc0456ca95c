import type { Faults } from './model';
import type { Account } from '../account';
import { operationsOf } from '../operations';

export interface UnknownOperation {
  readonly problem: string;
  /** Valid operations to suggest. */
  readonly known: readonly string[];
}

/** The problem of an operation's name in a fault, if any. */
export function checkOperation(account: Account, text: string): UnknownOperation | undefined {
  if (text === '*') return undefined;
  const [service, operation] = text.split(':', 2);
  if (operation === undefined) return { problem: `'${text}' is not an operation: expected service:Operation, service:* or *`, known: [] };
  const services = account.serviceNames;
  if (!services.includes(service)) return { problem: `the account has no service '${service}' (expected ${services.join(', ')})`, known: services.map(name => `${name}:${operation}`) };
  const operations = operationsOf(account, service);
  if (operation === '*' || operations.includes(operation)) return undefined;
  return { problem: `the account has no operation '${text}'`, known: operations.map(name => `${service}:${name}`) };
}

/** All problems of the operations that faults name. */
export function problemsOf(account: Account, { throttle = [], errors = [], delays = [], stop = [] }: Faults): string[] {
  return [...throttle, ...errors, ...delays, ...stop].flatMap(({ operation = '*' }) => checkOperation(account, operation)?.problem ?? []);
}
