import { randomBytes, randomUUID } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Tags } from '../tags';

export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly created: Date;
  description: string;
  policy: string;
  enabled: boolean;
  rotation: boolean;
  deletion?: Date;
  /** AWS managed keys, behind `alias/aws/...`. */
  readonly manager: 'AWS' | 'CUSTOMER';
  /** The key material. */
  readonly material: Buffer;
  readonly tags: Tags;
}

export interface KmsState {
  readonly keys: Record<string, Key>;
  /** Ids of keys, by alias. */
  readonly aliases: Record<string, { key: string; readonly created: Date }>;
}

export function newKey(account: Account, state: KmsState, options: Partial<Pick<Key, 'description' | 'policy' | 'manager' | 'tags'>> = {}): Key {
  const id = randomUUID();
  const root = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: account.root }, Action: 'kms:*', Resource: '*' };
  state.keys[id] = {
    id,
    arn: account.arn('kms', `key/${id}`),
    created: new Date(),
    description: '',
    policy: JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [root] }),
    enabled: true,
    rotation: false,
    manager: 'CUSTOMER',
    material: randomBytes(32),
    tags: {},
    ...options,
  };
  return state.keys[id];
}

/** Finds a key by id, ARN, alias or alias ARN. An AWS managed key is created when its alias is first used. */
export function keyIn(account: Account, state: KmsState, reference: string): Key {
  const name = reference.replace(/^arn:[^:]*:kms:[^:]*:\d*:/, '').replace(/^key\//, '');
  if (name.startsWith('alias/aws/') && !state.aliases[name]) {
    const description = `Default key that protects my ${name.slice('alias/aws/'.length)} data when no other key is defined`;
    state.aliases[name] = { key: newKey(account, state, { manager: 'AWS', description }).id, created: new Date() };
  }
  const key = state.keys[name.startsWith('alias/') ? state.aliases[name]?.key ?? '' : name];
  if (key) return key;
  const what = name.startsWith('alias/') ? `Alias ${account.arn('kms', name)}` : `Key '${account.arn('kms', `key/${name}`)}'`;
  throw new AwsError('NotFoundException', `${what} ${name.startsWith('alias/') ? 'is not found.' : 'does not exist'}`);
}

/** A key that is enabled. */
export function usableKey(account: Account, state: KmsState, reference: string): Key {
  const key = keyIn(account, state, reference);
  if (key.deletion) throw new AwsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  return key;
}
