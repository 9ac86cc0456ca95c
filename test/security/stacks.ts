import type { AccountPolicies } from './account-policies';
import { parameterArn, type Request, roleOf } from './request';
import { needsOf, type Operation } from './resources';
import { type Account, observe } from '@cv-insync/emulator';

const OPERATIONS: Readonly<Record<string, Operation>> = { CREATE_COMPLETE: 'create', UPDATE_COMPLETE: 'update', DELETE_COMPLETE: 'delete' };

/** What CloudFormation asked of the roles of stacks to make, change and delete their resources. */
export function requestsOfStacks(account: Account, policies: AccountPolicies): Request[] {
  return observe(account).stacks().flatMap(({ id, name, roleArn, parameters, events, tags }) => [
    ...parameters.filter(({ resolved }) => roleArn && resolved !== undefined)
      .map(({ value }) => ({ role: roleOf(roleArn!)!, action: 'ssm:GetParameters', resource: parameterArn(value) })),
    ...events.filter(event => event.physicalId !== id).flatMap(({ type, physicalId, properties = {}, status, timestamp }) => {
      const operation = OPERATIONS[status];
      const role = roleOf(policies.roleAt(name, timestamp) ?? '');
      if (!operation || !role) return [];
      const own = Array.isArray(properties.Tags) ? properties.Tags as { Key: string; Value: string }[] : [];
      return needsOf({ type, id: physicalId, properties, tags: [...tags, ...own] }, operation).map(need => ({ role, ...need }));
    }),
  ]);
}
