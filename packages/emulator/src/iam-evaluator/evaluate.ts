import { accountOf } from './arn';
import { ContextKeys } from './context';
import type { AccessRequest, Decision, Policies, PolicyDocument, PolicyKind } from './model';
import { isService, type Named, namedBy } from './principals';
import { applying } from './statements';

type Effect = 'Allow' | 'Deny' | undefined;

/** What the policy of the resource says of a principal. */
interface OfResource {
  readonly denies: boolean;
  /** By how closely it names the principal. */
  readonly allows: ReadonlySet<Named>;
}

/**
 * Decides a request as IAM does:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html}.
 */
export function evaluate(request: AccessRequest, policies: Policies): Decision {
  const context = new ContextKeys(request.context);
  const effectOf = (documents: readonly PolicyDocument[]): Effect => {
    const effects = documents.flatMap(document => applying(document, request, context)).map(({ Effect }) => Effect);
    return effects.includes('Deny') ? 'Deny' : effects[0];
  };
  const identity = effectOf(policies.identity);
  const boundary = policies.boundary && effectOf([policies.boundary]);
  const session = policies.session && effectOf(policies.session);
  const resource = ofResource(request, policies, context);

  if (identity === 'Deny') return denied('identity-based policy');
  if (resource.denies) return denied('resource-based policy');
  if (boundary === 'Deny') return denied('permissions boundary');
  if (session === 'Deny') return denied('session policy');

  const names = (...named: Named[]) => named.some(each => resource.allows.has(each));
  if (isService(request.principal)) return names('itself', 'everybody') ? allowed('resource-based policy') : missing('resource-based policy');

  const account = accountOf(request.principal);
  const isSameAccount = (request.resourceAccount ?? accountOf(request.resource) ?? account) === account;
  const isLimitedBySession = policies.session !== undefined && session !== 'Allow';
  const limit = policies.boundary && boundary !== 'Allow' ? 'permissions boundary' : isLimitedBySession ? 'session policy' : undefined;
  if (!isSameAccount) {
    if (identity !== 'Allow') return missing('identity-based policy');
    if (!resource.allows.size) return missing('resource-based policy');
    return limit ? missing(limit) : allowed('resource-based policy');
  }
  // A session or a user that the resource's policy names is limited by what denies only, a role also by its boundary and its session's policies.
  if (names('itself')) return allowed('resource-based policy');
  if (names('everybody')) return isLimitedBySession ? missing('session policy') : allowed('resource-based policy');
  if (names('role')) return limit ? missing(limit) : allowed('resource-based policy');
  if (needsResourcePolicy(request) && !names('account')) return missing('resource-based policy');
  if (identity !== 'Allow') return missing('identity-based policy');
  return limit ? missing(limit) : allowed('identity-based policy');
}

const allowed = (by: PolicyKind): Decision => ({ allowed: true, explicit: true, by });
const denied = (by: PolicyKind): Decision => ({ allowed: false, explicit: true, by });
const missing = (by: PolicyKind): Decision => ({ allowed: false, explicit: false, by });

function ofResource(request: AccessRequest, { resource, boundary }: Policies, context: ContextKeys): OfResource {
  const allows = new Set<Named>();
  let denies = false;
  for (const statement of resource ? applying(resource, request, context) : []) {
    const isDeny = statement.Effect === 'Deny';
    // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary policy attached".
    const named = isDeny && boundary && statement.NotPrincipal !== undefined ? 'itself' : namedBy(statement, request.principal);
    if (named && isDeny) denies = true;
    else if (named) allows.add(named);
  }
  return { denies, allows };
}

/** Policies of an account count for a key or the assuming of a role only where the key policy or the trust policy says so. */
function needsResourcePolicy({ action, resource }: AccessRequest): boolean {
  return action.toLowerCase().startsWith('kms:') ? /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(resource) : /^sts:assumerole/i.test(action);
}
