import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { keyIn, KmsState } from './state';

export function aliasOperations(account: Account, state: KmsState): Record<string, Operation> {
  const { aliases } = state;
  const existing = (name: string) => {
    if (Object.hasOwn(aliases, name)) return aliases[name];
    throw new AwsError('NotFoundException', `Alias ${account.arn('kms', name)} is not found.`);
  };

  return {
    CreateAlias({ AliasName, TargetKeyId }) {
      checkAlias(AliasName);
      if (Object.hasOwn(aliases, AliasName)) {
        throw new AwsError('AlreadyExistsException', `An alias with the name ${account.arn('kms', AliasName)} already exists`);
      }
      aliases[AliasName] = { key: keyIn(account, state, TargetKeyId).id, created: new Date() };
    },

    UpdateAlias({ AliasName, TargetKeyId }) {
      existing(AliasName).key = keyIn(account, state, TargetKeyId).id;
    },

    DeleteAlias({ AliasName }) {
      existing(AliasName);
      delete aliases[AliasName];
    },

    ListAliases({ KeyId, Marker, Limit = 50 }) {
      const key = KeyId && keyIn(account, state, KeyId).id;
      const all = Object.entries(aliases).filter(([, alias]) => !key || alias.key === key).sort(([a], [b]) => a < b ? -1 : 1);
      const { items, next } = page(all, { key: ([name]) => name, token: Marker, limit: Limit, error: 'InvalidMarkerException' });
      const shown = items.map(([AliasName, alias]) => ({
        AliasName, AliasArn: account.arn('kms', AliasName), TargetKeyId: alias.key, CreationDate: alias.created, LastUpdatedDate: alias.created,
      }));
      return { Aliases: shown, Truncated: next !== undefined, NextMarker: next };
    },
  };
}

function checkAlias(name: string): void {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError('InvalidAliasNameException', `Invalid identifier: got '${name}', expected 'alias/' and letters, digits, slashes, underscores and dashes`);
  }
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', 'Alias names that begin with alias/aws/ are reserved');
}
