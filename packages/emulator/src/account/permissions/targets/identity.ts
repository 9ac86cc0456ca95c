import type { Account } from '../../account';
import type { IamState } from '../../iam/state';
import { keyIdOf } from '../../kms/crypto';
import type { KmsState } from '../../kms/state';
import type { Target, Targets } from '../asked';

const globalArn = ({ partition, accountId }: Account, resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;

/** Roles and policies. */
export function iamTargets(account: Account): Targets {
  const { roles, policies } = account.stateOf('iam') as IamState;
  return (_operation, { RoleName, PolicyName, PolicyArn, Path = '/' }, action): Target[] => {
    if (RoleName !== undefined) {
      const role = roles[String(RoleName).toLowerCase()];
      return [{ arn: role?.arn ?? globalArn(account, `role${Path}${RoleName}`), tags: role?.tags }];
    }
    if (PolicyArn !== undefined) return [{ arn: PolicyArn, tags: policies[PolicyArn]?.tags }];
    return [{ arn: action.endsWith('Policy') && PolicyName ? globalArn(account, `policy${Path}${PolicyName}`) : '*' }];
  };
}

/** Keys with their policies, found by id, ARN or alias; for changes of aliases also the alias. */
export function kmsTargets(account: Account): Targets {
  const { keys, aliases } = account.stateOf('kms') as KmsState;
  const keyOf = (reference: string): Target => {
    const name = reference.replace(/^arn:[^:]*:kms:[^:]*:\d*:/, '').replace(/^key\//, '');
    const key = keys[name.startsWith('alias/') ? aliases[name]?.key ?? '' : name];
    return key ? { arn: key.arn, tags: key.tags, policy: key.policy } : { arn: account.arn('kms', name.startsWith('alias/') ? name : `key/${name}`) };
  };
  return (operation, { KeyId, CiphertextBlob, AliasName, TargetKeyId }) => {
    if (AliasName !== undefined && operation !== 'ListAliases') {
      const target = TargetKeyId ?? aliases[AliasName]?.key;
      return [{ arn: account.arn('kms', AliasName) }, ...target ? [keyOf(target)] : []];
    }
    const reference = KeyId ?? (CiphertextBlob && keyIdOf(Buffer.from(CiphertextBlob)));
    return [reference === undefined ? { arn: '*' } : keyOf(reference)];
  };
}

/** Roles that are assumed, with their trust policies. */
export function stsTargets(account: Account): Targets {
  const { roles } = account.stateOf('iam') as IamState;
  return (_operation, { RoleArn }) => {
    if (RoleArn === undefined) return [{ arn: '*' }];
    const role = roles[RoleArn.split('/').pop().toLowerCase()];
    return [{ arn: RoleArn, tags: role?.tags, policy: role?.trust }];
  };
}
