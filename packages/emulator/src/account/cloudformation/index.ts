import type { Account, ServiceFactory } from '../account';
import type { Service } from '../service';
import { runtimeOf } from './engine/runtime';
import { changeSetOperations } from './operations/change-sets';
import { describeOperations } from './operations/describe';
import { driftOperations } from './operations/drift';
import { stackOperations } from './operations/stacks';
import { templateOperations } from './operations/templates';

export { ACTING_TYPES } from './resources';
export type { CloudFormationState } from './state';

/** The CloudFormation service: stacks, change sets and drift. */
export const cloudformationService: ServiceFactory = (account): Service => {
  const runtime = runtimeOf(account);
  return {
    state: runtime.state,
    operations: {
      ...stackOperations(runtime),
      ...changeSetOperations(runtime),
      ...describeOperations(runtime),
      ...driftOperations(runtime),
      ...templateOperations(runtime),
    },
  };
};

/** The resource types in use that are stored only, sorted. */
export const storedOnly = (account: Account): readonly string[] => runtimeOf(account).state.storedOnly;
