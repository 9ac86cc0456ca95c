import { records } from './selectors';
import { trailStateOf } from './state';
import type { Account } from '../account';
import type { Call } from '../service';

interface Write {
  readonly eventName: string;
  readonly bucket: string;
  readonly key: string;
}

/** Puts a write to an object on the bus as CloudTrail does, where a trail records it. */
export function recordWrite(account: Account, { eventName, bucket, key }: Write, call: Call): void {
  const arn = `arn:${account.partition}:s3:::${bucket}`;
  const resource = `${arn}/${key}`;
  if (!Object.values(trailStateOf(account).trails).some(trail => records(trail, { eventName, resource }))) return;
  account.publish({
    source: 'aws.s3',
    detailType: 'AWS API Call via CloudTrail',
    detail: {
      eventVersion: '1.11',
      userIdentity: { type: call.caller === account.root ? 'Root' : 'AssumedRole', arn: call.caller, accountId: account.accountId },
      eventTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      eventSource: 's3.amazonaws.com',
      eventName,
      awsRegion: account.region,
      sourceIPAddress: '127.0.0.1',
      requestParameters: { bucketName: bucket, key },
      requestID: call.requestId,
      readOnly: false,
      resources: [{ type: 'AWS::S3::Object', ARN: resource }, { accountId: account.accountId, type: 'AWS::S3::Bucket', ARN: arn }],
      eventType: 'AwsApiCall',
      managementEvent: false,
      recipientAccountId: account.accountId,
      eventCategory: 'Data',
    },
  });
}
