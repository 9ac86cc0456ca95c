import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import { policyOperations } from './policies';
import { rolePolicyOperations } from './role-policies';
import { roleOperations } from './roles';
import type { IamState } from './state';

const iamStateOf = perAccount<IamState>(() => ({ roles: {}, policies: {} }));

/** IAM: roles and policies. They are stored; calls are not authorized by them. */
export const iamService: ServiceFactory = account => {
  const state = iamStateOf(account);
  return { state, operations: { ...roleOperations(account, state), ...rolePolicyOperations(account, state), ...policyOperations(account, state) } };
};
