import type { ServiceFactory } from '../service';
import { policyOperations } from './policies';
import { rolePolicyOperations } from './role-policies';
import { roleOperations } from './roles';
import type { IamState } from './state';

/** IAM: roles and policies. They are kept and counted; nobody is refused anything by them. */
export const iamService: ServiceFactory = account => {
  const state: IamState = { roles: {}, policies: {} };
  return { state, operations: { ...roleOperations(account, state), ...rolePolicyOperations(state), ...policyOperations(account, state) } };
};
