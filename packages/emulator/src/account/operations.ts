import type { Account } from './account';
import { schemasOf } from './protocol/schema';
import { SERVICES } from './protocol/services';

/** The AWS operations of a service, sorted, without the account's internal ones. */
export function operationsOf(account: Account, service: string): string[] {
  const model = SERVICES.find(({ name }) => name === service);
  return account.operationsOf(service).filter(name => !model || schemasOf(model).operations.get(name)).sort();
}
