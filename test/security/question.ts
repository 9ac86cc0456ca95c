import type { AccountPolicies } from './account-policies';
import { ACCOUNT, type Request, roleArn } from './request';
import type { AccessRequest, Policies, PolicyDocument } from '@cv-insync/emulator/iam';

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
      context: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': roleArn(role), ...boundaryOf(policies, action, resource), ...context },
    },
    policies: {
      identity: [...found.inline.values(), ...[...found.attached].map(name => policies.managedNamed(name))],
      boundary: found.boundary && policies.managedNamed(found.boundary),
      resource: resourcePolicy(policies, action, resource),
    },
  };
}

/** What is asked about a role that is there is asked with the boundary that it has. */
function boundaryOf({ roles }: AccountPolicies, action: string, resource: string): Record<string, string> {
  const boundary = action.startsWith('iam:') && roles.get(resource.split('/').pop()!)?.boundary;
  return boundary ? { 'iam:PermissionsBoundary': boundary } : {};
}

function resourcePolicy({ roles, keyPolicies, policyOfBucket }: AccountPolicies, action: string, resource: string): PolicyDocument | undefined {
  if (action === 'sts:AssumeRole') return roles.get(resource.split('/').pop()!)?.trust;
  if (action.startsWith('kms:') && resource.includes(':key/')) return keyPolicies[0];
  return action.startsWith('s3:') ? policyOfBucket.get(resource.split(':::')[1].split('/')[0]) : undefined;
}
