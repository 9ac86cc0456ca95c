import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { removeTags, Tags } from '../tags';
import { Key, keyIn, KmsState, newKey } from './state';

const DAY = 24 * 3600 * 1000;

interface KmsTag {
  readonly TagKey: string;
  readonly TagValue: string;
}

const toTags = (list: KmsTag[] = []): Tags => Object.fromEntries(list.map(({ TagKey, TagValue }) => [TagKey, TagValue]));

export function keyOperations(account: Account, state: KmsState): Record<string, Operation> {
  const find = (KeyId: string) => keyIn(account, state, KeyId);

  return {
    CreateKey({ Description = '', Policy, Tags: list, KeyUsage = 'ENCRYPT_DECRYPT', KeySpec = 'SYMMETRIC_DEFAULT' }) {
      if (KeyUsage !== 'ENCRYPT_DECRYPT' || KeySpec !== 'SYMMETRIC_DEFAULT') {
        throw new AwsError('UnsupportedOperationException', `the emulator has symmetric keys only, got ${KeyUsage} ${KeySpec}`);
      }
      const key = newKey(account, state, { description: Description, ...Policy && { policy: Policy }, tags: toTags(list) });
      return { KeyMetadata: described(account, key) };
    },

    DescribeKey: ({ KeyId }) => ({ KeyMetadata: described(account, find(KeyId)) }),

    ListKeys({ Marker, Limit = 100 }) {
      const { items, next } = page(Object.values(state.keys), { key: ({ id }) => id, token: Marker, limit: Limit, error: 'InvalidMarkerException' });
      return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), Truncated: next !== undefined, NextMarker: next };
    },

    UpdateKeyDescription({ KeyId, Description }) {
      find(KeyId).description = Description;
    },

    EnableKey({ KeyId }) {
      find(KeyId).enabled = true;
    },

    DisableKey({ KeyId }) {
      find(KeyId).enabled = false;
    },

    ScheduleKeyDeletion({ KeyId, PendingWindowInDays = 30 }) {
      const key = find(KeyId);
      if (key.deletion) throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
      key.deletion = new Date(Date.now() + PendingWindowInDays * DAY);
      return { KeyId: key.arn, DeletionDate: key.deletion, KeyState: 'PendingDeletion', PendingWindowInDays };
    },

    CancelKeyDeletion({ KeyId }) {
      const key = find(KeyId);
      key.deletion = undefined;
      key.enabled = false;
      return { KeyId: key.arn };
    },

    GetKeyPolicy: ({ KeyId }) => ({ Policy: find(KeyId).policy, PolicyName: 'default' }),

    PutKeyPolicy({ KeyId, Policy }) {
      try {
        JSON.parse(Policy);
      } catch {
        throw new AwsError('MalformedPolicyDocumentException', 'The policy is not valid JSON.');
      }
      find(KeyId).policy = Policy;
    },

    ListKeyPolicies({ KeyId }) {
      find(KeyId);
      return { PolicyNames: ['default'], Truncated: false };
    },

    EnableKeyRotation({ KeyId }) {
      find(KeyId).rotation = true;
    },

    DisableKeyRotation({ KeyId }) {
      find(KeyId).rotation = false;
    },

    GetKeyRotationStatus({ KeyId }) {
      const { rotation, arn } = find(KeyId);
      return { KeyRotationEnabled: rotation, KeyId: arn, ...rotation && { RotationPeriodInDays: 365 } };
    },

    TagResource({ KeyId, Tags: list }) {
      Object.assign(find(KeyId).tags, toTags(list));
    },

    UntagResource: ({ KeyId, TagKeys }) => removeTags(find(KeyId).tags, TagKeys),

    ListResourceTags({ KeyId }) {
      return { Tags: Object.entries(find(KeyId).tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })), Truncated: false };
    },
  };
}

function described(account: Account, { id, arn, created, description, enabled, deletion, manager }: Key) {
  return {
    AWSAccountId: account.accountId,
    KeyId: id,
    Arn: arn,
    CreationDate: created,
    Enabled: enabled && !deletion,
    Description: description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: deletion ? 'PendingDeletion' : enabled ? 'Enabled' : 'Disabled',
    DeletionDate: deletion,
    Origin: 'AWS_KMS',
    KeyManager: manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
