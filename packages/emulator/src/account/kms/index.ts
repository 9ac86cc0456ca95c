import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import { aliasOperations } from './aliases';
import { cryptoOperations } from './crypto';
import { keyOperations } from './keys';
import type { KmsState } from './state';

const kmsStateOf = perAccount<KmsState>(() => ({ keys: {}, aliases: {} }));

/** KMS: symmetric keys with real encryption. */
export const kmsService: ServiceFactory = account => {
  const state = kmsStateOf(account);
  return { state, operations: { ...keyOperations(account, state), ...aliasOperations(account, state), ...cryptoOperations(account, state) } };
};
