import { managedPolicy } from '../../facts/managed-policies';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { checkDocument, checkName, encoded, IamState, overQuota, policyIn, roleIn, sizeOf } from './state';

const LARGEST_INLINE = 10_240;
const MOST_ATTACHED = 10;

/** Inline policies of roles, and the managed policies attached to them. */
export function rolePolicyOperations(account: Account, state: IamState): Record<string, Operation> {
  const missing = (name: string) => new AwsError('NoSuchEntityException', `The role policy with name ${name} cannot be found.`, 404);

  return {
    PutRolePolicy({ RoleName, PolicyName, PolicyDocument }) {
      const { inline } = roleIn(state, RoleName);
      checkName('policyName', PolicyName, 128);
      checkDocument(PolicyDocument);
      const size = Object.values<string>({ ...inline, [PolicyName]: PolicyDocument }).reduce((sum, document) => sum + sizeOf(document), 0);
      if (size > LARGEST_INLINE) {
        throw new AwsError('LimitExceededException', `Maximum policy size of ${LARGEST_INLINE} bytes exceeded for role ${RoleName}`, 409);
      }
      inline[PolicyName] = PolicyDocument;
    },

    GetRolePolicy({ RoleName, PolicyName }) {
      const { inline, name } = roleIn(state, RoleName);
      if (!Object.hasOwn(inline, PolicyName)) throw missing(PolicyName);
      return { RoleName: name, PolicyName, PolicyDocument: encoded(inline[PolicyName]) };
    },

    DeleteRolePolicy({ RoleName, PolicyName }) {
      const { inline } = roleIn(state, RoleName);
      if (!Object.hasOwn(inline, PolicyName)) throw missing(PolicyName);
      delete inline[PolicyName];
    },

    ListRolePolicies: ({ RoleName }) => ({ PolicyNames: Object.keys(roleIn(state, RoleName).inline).sort(), IsTruncated: false }),

    AttachRolePolicy({ RoleName, PolicyArn }) {
      const role = roleIn(state, RoleName);
      if (!isAwsManaged(PolicyArn)) policyIn(state, PolicyArn);
      else if (account.permissions) checkKnown(PolicyArn);
      if (role.attached.includes(PolicyArn)) return;
      if (role.attached.length >= MOST_ATTACHED) throw overQuota('PoliciesPerRole', MOST_ATTACHED);
      role.attached.push(PolicyArn);
    },

    DetachRolePolicy({ RoleName, PolicyArn }) {
      const role = roleIn(state, RoleName);
      if (!role.attached.includes(PolicyArn)) throw new AwsError('NoSuchEntityException', `Policy ${PolicyArn} was not found.`, 404);
      role.attached = role.attached.filter(arn => arn !== PolicyArn);
    },

    ListAttachedRolePolicies({ RoleName }) {
      const attached = roleIn(state, RoleName).attached.map(arn => ({ PolicyName: arn.split('/').pop(), PolicyArn: arn }));
      return { AttachedPolicies: attached, IsTruncated: false };
    },
  };
}

/** What a policy allows is needed where permissions are enforced. */
function checkKnown(arn: string): void {
  if (managedPolicy(arn) !== undefined) return;
  throw new AwsError('ValidationError', `the emulator has no document of the AWS-managed policy ${arn}, so it cannot tell what the role may do. `
    + 'Attach another one, define the policy, or switch permissions off');
}

/** AWS managed policies exist in every account. */
export const isAwsManaged = (arn: string) => /^arn:[^:]+:iam::aws:policy\//.test(arn);
