import type { AccountPolicies } from './account-policies';
import { ACCOUNT, type Request, roleArn } from './request';
import { actionFact } from '@cv-insync/emulator/facts';
import { type AccessRequest, evaluate, type Policies, type PolicyDocument } from '@cv-insync/emulator/iam';

/** A request as IAM is asked, with the policies that decide it: the role's own, its boundary, and those of buckets, keys and roles. */
export interface Question {
  readonly request: AccessRequest;
  readonly policies: Policies;
}

export function questionOf(policies: AccountPolicies, { role, action, resource, context }: Request): Question {
  const found = policies.roles.get(role);
  if (!found) throw new Error(`there is no role ${role}, expected one of ${[...policies.roles.keys()].join(', ')}`);
  return {
    request: {
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/session`,
      action,
      resource,
      resourceAccount: ACCOUNT,
      context: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': roleArn(role), ...boundaryOf(policies, action, resource), ...context },
    },
    policies: {
      identity: [...found.inline.values(), ...[...found.attached].map(name => policies.managedNamed(name))],
      boundary: found.boundary && policies.managedNamed(found.boundary),
      resource: resourcePolicy(policies, action, resource),
    },
  };
}

/** Those of the requests that are refused, as lines to read, by the evaluator of the emulator: for many requests. */
export function refusedBy(policies: AccountPolicies, requests: readonly Request[]): string[] {
  return requests.flatMap(asked => {
    const { request, policies: of } = questionOf(policies, asked);
    return evaluate(request, of).allowed ? [] : [`${asked.role}: ${asked.action} on ${asked.resource}`];
  });
}

/** What is asked about a role that is there is asked with the boundary that it has, where the reference says that the action knows it. */
function boundaryOf({ roles }: AccountPolicies, action: string, resource: string): Record<string, string> {
  const boundary = actionFact(action)?.conditionKeys.includes('iam:PermissionsBoundary') && roles.get(resource.split('/').pop()!)?.boundary;
  return boundary ? { 'iam:PermissionsBoundary': boundary } : {};
}

function resourcePolicy({ roles, keyPolicies, policyOfBucket }: AccountPolicies, action: string, resource: string): PolicyDocument | undefined {
  if (action === 'sts:AssumeRole') return roles.get(resource.split('/').pop()!)?.trust;
  if (action.startsWith('kms:') && resource.includes(':key/')) return keyPolicies[0];
  return action.startsWith('s3:') ? policyOfBucket.get(resource.replace('arn:aws:s3:::', '').split('/')[0]) : undefined;
}
