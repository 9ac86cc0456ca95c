import type { ServiceFactory } from '../service';
import { labelOperations } from './labels';
import { listOperations } from './list';
import type { SsmState } from './parameter';
import { readOperations } from './read';
import { tagOperations } from './tags';
import { writeOperations } from './write';

/** Systems Manager: the parameter store. */
export const ssmService: ServiceFactory = account => {
  const state: SsmState = { parameters: {}, standard: 0 };
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
