import { accountOf, partsOf } from './arn';
import { listOf, type Statement } from './model';

/**
 * How a statement of a resource-based policy names a principal: itself (a session, a user, a service), as one of everybody, by the role of its
 * session, or by its account, which leaves the decision to the policies of the account:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html}.
 */
export type Named = 'itself' | 'everybody' | 'role' | 'account';

const CLOSEST: readonly Named[] = ['itself', 'everybody', 'role', 'account'];

export function namedBy({ Principal, NotPrincipal }: Statement, principal: string): Named | undefined {
  if (Principal !== undefined) return closest(Principal, principal);
  return NotPrincipal !== undefined && closest(NotPrincipal, principal) === undefined ? 'everybody' : undefined;
}

function closest(principals: NonNullable<Statement['Principal']>, principal: string): Named | undefined {
  const entries = typeof principals === 'string' ? [['AWS', principals] as const] : Object.entries(principals);
  const found = entries.flatMap(([kind, values]) => listOf(values).map(value => named(kind, value, principal)));
  return CLOSEST.find(each => found.includes(each));
}

function named(kind: string, value: string, principal: string): Named | undefined {
  if (kind !== 'AWS') return value === principal ? 'itself' : undefined;
  if (value === principal) return 'itself';
  if (value === '*') return 'everybody';
  const account = accountOf(principal);
  if (account !== undefined && (value === account || /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1] === account)) return 'account';
  return isRoleOf(value, principal) ? 'role' : undefined;
}

/** Whether an ARN is that of the role of a session. The ARN of a session has the name of its role, without the path. */
function isRoleOf(arn: string, session: string): boolean {
  const [, partition, service, , account, resource] = partsOf(arn);
  const of = partsOf(session);
  const role = /^assumed-role\/([^/]+)\//.exec(of[5] ?? '')?.[1];
  return role !== undefined && service === 'iam' && of[1] === partition && of[4] === account && resource?.startsWith('role/') && resource.split('/').pop() === role;
}

export const isService = (principal: string): boolean => !principal.startsWith('arn:') && principal.includes('.');
