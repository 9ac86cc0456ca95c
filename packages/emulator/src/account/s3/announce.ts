import { EventEmitter } from 'events';
import type { Account } from '../account';
import { recordWrite } from '../cloudtrail';
import { perAccount } from '../per-account';
import type { Call } from '../service';
import { Bucket, Version } from './bucket';
import { configurationOf } from './configuration';

interface Happening {
  readonly type: 'Object Created' | 'Object Deleted';
  /** The operation that caused the event. */
  readonly reason: string;
  readonly more?: object;
}

/** Signals for polling sources: an object has a new version. */
type ObjectSignals = EventEmitter<{ written: [bucket: string, key: string, version: string] }>;

export const objectSignalsOf = perAccount<ObjectSignals>(() => new EventEmitter());

/** Publishes an event about an object if the bucket has EventBridge notifications or a trail records it. */
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
