import type { ServiceFactory } from '../service';
import { aliasOperations } from './aliases';
import { cryptoOperations } from './crypto';
import { keyOperations } from './keys';
import type { KmsState } from './state';

/** KMS: symmetric keys that really encrypt. */
export const kmsService: ServiceFactory = account => {
  const state: KmsState = { keys: {}, aliases: {} };
  return { state, operations: { ...keyOperations(account, state), ...aliasOperations(account, state), ...cryptoOperations(account, state) } };
};
