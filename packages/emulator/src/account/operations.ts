import type { Account } from './account';
import { schemasOf } from './protocol/schema';
import { SERVICES } from './protocol/services';

/** The operations of AWS that a service of an account has, sorted; without those that only the account itself calls. */
export function operationsOf(account: Account, service: string): string[] {
  const model = SERVICES.find(({ name }) => name === service);
  return account.operationsOf(service).filter(name => !model || schemasOf(model).operations.get(name)).sort();
}
