import { managedPolicy } from '../../facts/managed-policies';
import type { Policies, PolicyDocument } from '../../iam-evaluator';
import type { Account } from '../account';
import { type IamState, type Role } from '../iam/state';

/** Who makes a call, with what limits it. */
export interface Principal {
  /** ARN of a session, or the name of a service. */
  readonly arn: string;
  readonly role?: Role;
  readonly policies: Pick<Policies, 'identity' | 'boundary' | 'session'>;
}

const documents = new Map<string, PolicyDocument>();

/** A policy's document. Documents are parsed once. */
export function documentOf(text: string): PolicyDocument {
  let document = documents.get(text);
  if (!document) documents.set(text, document = JSON.parse(text) as PolicyDocument);
  return document;
}

/** The role of an ARN: of the role itself, or of one of its sessions. */
export function roleOfArn(account: Account, arn: string): Role | undefined {
  const name = /:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  return name === undefined ? undefined : (account.stateOf('iam') as IamState).roles[name.toLowerCase()];
}

/** Undefined for callers that may do everything: the account's root user. */
export function principalOf(account: Account, caller: string, sessionPolicies: readonly string[] | undefined): Principal | undefined {
  if (caller === account.root) return undefined;
  const role = roleOfArn(account, caller);
  const session = sessionPolicies?.map(text => policyOf(account, text));
  if (!role) return { arn: caller, policies: { identity: [], session } };
  return {
    arn: caller,
    role,
    policies: {
      identity: [...Object.values(role.inline).map(documentOf), ...role.attached.map(arn => policyOf(account, arn))],
      boundary: role.boundary === undefined ? undefined : policyOf(account, role.boundary),
      session,
    },
  };
}

/** A policy by its ARN, or the document itself. */
function policyOf(account: Account, reference: string): PolicyDocument {
  if (!reference.startsWith('arn:')) return documentOf(reference);
  const policy = (account.stateOf('iam') as IamState).policies[reference];
  if (policy) return documentOf(policy.versions.find(({ id }) => id === policy.defaultVersion)!.document);
  // A boundary or an attached policy that is gone allows nothing.
  const managed = managedPolicy(reference);
  return managed === undefined ? { Version: '2012-10-17', Statement: [] } : documentOf(managed);
}
