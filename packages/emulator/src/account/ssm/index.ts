import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import { labelOperations } from './labels';
import { listOperations } from './list';
import type { SsmState } from './parameter';
import { readOperations } from './read';
import { tagOperations } from './tags';
import { writeOperations } from './write';

const ssmStateOf = perAccount<SsmState>(() => ({ parameters: {}, standard: 0 }));

/** Systems Manager: the parameter store. */
export const ssmService: ServiceFactory = account => {
  const state = ssmStateOf(account);
  return {
    state,
    operations: {
      ...writeOperations(account, state),
      ...readOperations(account, state),
      ...listOperations(account, state),
      ...labelOperations(account, state),
      ...tagOperations(account, state),
    },
  };
};
