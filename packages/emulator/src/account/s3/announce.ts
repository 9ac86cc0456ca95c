import { EventEmitter } from 'events';
import type { Account } from '../account';
import { recordWrite } from '../cloudtrail';
import type { Call } from '../service';
import { Bucket, Version } from './bucket';
import { configurationOf } from './configuration';

interface Happening {
  readonly type: 'Object Created' | 'Object Deleted';
  /** The operation that did it. */
  readonly reason: string;
  readonly more?: object;
}

/** Tells whoever polls buckets that an object has a new version: bucket, key, version. */
type ObjectSignals = EventEmitter<{ written: [bucket: string, key: string, version: string] }>;

const signals = new WeakMap<Account, ObjectSignals>();

export function objectSignalsOf(account: Account): ObjectSignals {
  const known = signals.get(account) ?? new EventEmitter();
  signals.set(account, known);
  return known;
}

/** Tells the bus about an object, where the bucket or a trail is set up to. */
export function announce(account: Account, bucket: Bucket, key: string, version: Version, call: Call, what: Happening): void {
  if (what.type === 'Object Created') objectSignalsOf(account).emit('written', bucket.name, key, version.id);
  recordWrite(account, { eventName: what.reason, bucket: bucket.name, key }, call);
  if (!configurationOf(bucket, 'NotificationConfiguration').EventBridgeConfiguration) return;
  const { body, etag, id, deleted } = version;
  account.publish({
    source: 'aws.s3',
    detailType: what.type,
    resources: [`arn:${account.partition}:s3:::${bucket.name}`],
    detail: {
      'version': '0',
      'bucket': { name: bucket.name },
      'object': {
        key,
        ...!deleted && { size: body.length, etag: etag.replace(/"/g, '') },
        ...id !== 'null' && { 'version-id': id },
        sequencer: Date.now().toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': call.requestId,
      'requester': account.accountId,
      'source-ip-address': '127.0.0.1',
      'reason': what.reason,
      ...what.more,
    },
  });
}
