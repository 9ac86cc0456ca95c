import type { AccessRequest, Decision } from './model';

/**
 * The text of a refusal:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html}.
 */
export function refusalOf({ principal, action, resource }: AccessRequest, { explicit, by }: Decision): string {
  const article = by === 'identity-based policy' ? 'an' : 'a';
  const because = explicit ? `with an explicit deny in ${article} ${by}` : `because no ${by} allows the ${action} action`;
  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}
