import { createAccount } from '../../../src/account';
import { served, serving, type Served } from '../served';
import { signed } from '../signed';

/** Sends what every SDK sends, without an SDK. An error has the service's code as its name. */
async function send(operation: string, input: object = {}): Promise<any> {
  const answer = await fetch(on.endpoint, {
    method: 'POST',
    headers: { ...signed(on.account, 'cloudtrail'), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${operation}` },
    body: JSON.stringify(input),
  });
  const body = await answer.json() as any;
  if (!answer.ok) throw Object.assign(new Error(body.message), { name: String(body.__type).split('#').pop()! });
  return body;
}

let on: Served;
beforeEach(async () => {
  on = await served();
  await on.account.call('s3', 'CreateBucket', { Bucket: 'logs' });
});
afterEach(() => on.close());

test('trails are created, changed, read and deleted', async () => {
  const TrailARN = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/all';
  await expect(send('CreateTrail', { Name: 'all', S3BucketName: 'logs' })).resolves.toMatchObject({ Name: 'all', TrailARN, S3BucketName: 'logs', IsMultiRegionTrail: false });
  await expect(send('GetTrailStatus', { Name: 'all' })).resolves.toEqual({ IsLogging: false });
  await send('StartLogging', { Name: TrailARN });
  await expect(send('GetTrailStatus', { Name: 'all' })).resolves.toEqual({ IsLogging: true });
  await send('UpdateTrail', { Name: 'all', IsMultiRegionTrail: true });
  await expect(send('GetTrail', { Name: 'all' })).resolves.toMatchObject({ Trail: { S3BucketName: 'logs', IsMultiRegionTrail: true, HasCustomEventSelectors: false } });
  const EventSelectors = [{ ReadWriteType: 'WriteOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }];
  await send('PutEventSelectors', { TrailName: 'all', EventSelectors });
  await expect(send('GetEventSelectors', { TrailName: 'all' })).resolves.toEqual({ TrailARN, EventSelectors });
  await send('StopLogging', { Name: 'all' });
  await expect(send('DescribeTrails', { trailNameList: ['all'] })).resolves.toMatchObject({ trailList: [{ Name: 'all', HasCustomEventSelectors: true }] });
  await send('DeleteTrail', { Name: 'all' });
  await expect(send('DescribeTrails')).resolves.toEqual({ trailList: [] });
});

test.each([
  ['CreateTrail', { Name: 'x', S3BucketName: 'logs' }, 'InvalidTrailNameException'],
  ['CreateTrail', { Name: { toString: 1 }, S3BucketName: 'logs' }, 'InvalidTrailNameException'],
  ['CreateTrail', { Name: 'all', S3BucketName: 'nowhere' }, 'S3BucketDoesNotExistException'],
  ['CreateTrail', { Name: 'taken', S3BucketName: 'logs' }, 'TrailAlreadyExistsException'],
  ['GetTrail', { Name: 'none' }, 'TrailNotFoundException'],
  ['PutEventSelectors', { TrailName: 'taken' }, 'InvalidEventSelectorsException'],
])('%s of %o is refused', async (operation, input, name) => {
  await send('CreateTrail', { Name: 'taken', S3BucketName: 'logs' });
  await expect(send(operation, input)).rejects.toMatchObject({ name });
});

const classic = (...Values: string[]) => ({ EventSelectors: [{ ReadWriteType: 'WriteOnly', DataResources: [{ Type: 'AWS::S3::Object', Values }] }] });
const advanced = (...fields: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, ...fields] }] });

test.each<[string, object, string[]]>([
  ['objects of a bucket', classic('arn:aws:s3:::sources/'), ['PutObject a.zip', 'CopyObject dir/b.zip', 'DeleteObject a.zip']],
  ['objects under a prefix', classic('arn:aws:s3:::sources/dir'), ['CopyObject dir/b.zip']],
  ['objects of another bucket', classic('arn:aws:s3:::others/'), []],
  ['reads', { EventSelectors: [{ ReadWriteType: 'ReadOnly', DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }] }, []],
  ['objects by fields', advanced({ Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::sources/'] }, { Field: 'eventName', NotEquals: ['DeleteObject'] }), ['PutObject a.zip', 'CopyObject dir/b.zip']],
  ['objects by a name that nothing has', advanced({ Field: 'resources.ARN', EndsWith: ['.txt'] }), []],
])('a trail that selects %s publishes its writes on the event bus', async (_, selectors, expected) => {
  const account = createAccount();
  const call = (service: string, operation: string, input: object) => account.call(service, operation, input);
  for (const Bucket of ['logs', 'sources']) await call('s3', 'CreateBucket', { Bucket });
  await call('cloudtrail', 'CreateTrail', { Name: 'all', S3BucketName: 'logs' });
  await call('cloudtrail', 'PutEventSelectors', { TrailName: 'all', ...selectors });
  await call('s3', 'PutObject', { Bucket: 'sources', Key: 'early.zip', Body: 'not recorded: the trail does not log yet' });
  await call('cloudtrail', 'StartLogging', { Name: 'all' });
  const seen: string[] = [];
  const publish = account.publish.bind(account);
  account.publish = event => {
    const { eventName, requestParameters } = event.detail as any;
    if (event.detailType === 'AWS API Call via CloudTrail') seen.push(`${eventName} ${requestParameters.key}`);
    publish(event);
  };
  await call('s3', 'PutObject', { Bucket: 'sources', Key: 'a.zip', Body: '1' });
  await call('s3', 'CopyObject', { Bucket: 'sources', Key: 'dir/b.zip', CopySource: 'sources/a.zip' });
  await call('s3', 'DeleteObject', { Bucket: 'sources', Key: 'a.zip' });
  expect(seen).toEqual(expected);
});

describe('the calls that IAM refused', () => {
  const SESSION = 'arn:aws:sts::123456789012:assumed-role/worker/run';
  beforeEach(async () => {
    await on.close();
    on = await serving(createAccount({ iam: true }));
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } } });
    await on.account.call('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trust });
    for (const [service, operation, input] of [['ssm', 'GetParameter', { Name: '/x' }], ['sns', 'Publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:t', Message: 'm' }]] as const) {
      await on.account.call(service, operation, input, { caller: SESSION }).catch(() => undefined);
    }
  });

  test('are events, newest first, with the error, the role and the session', async () => {
    const { Events, NextToken } = await send('LookupEvents');

    expect(NextToken).toBeUndefined();
    expect(Events).toMatchObject([
      { EventName: 'Publish', EventSource: 'sns.amazonaws.com', ReadOnly: 'false', Username: 'run' }, { EventName: 'GetParameter', EventSource: 'ssm.amazonaws.com', ReadOnly: 'true' },
    ]);
    expect(JSON.parse(Events[1].CloudTrailEvent)).toMatchObject({
      eventSource: 'ssm.amazonaws.com',
      eventName: 'GetParameter',
      awsRegion: 'us-east-1',
      errorCode: 'AccessDeniedException',
      errorMessage: expect.stringContaining(`User: ${SESSION} is not authorized to perform: ssm:GetParameter`),
      userIdentity: { type: 'AssumedRole', arn: SESSION, sessionContext: { sessionIssuer: { userName: 'worker' } } },
    });
    expect(JSON.parse(Events[0].CloudTrailEvent).errorCode).toBe('AuthorizationErrorException');
  });

  test('are found by page, by time and by one attribute', async () => {
    const first = await send('LookupEvents', { MaxResults: 1 });
    const second = await send('LookupEvents', { MaxResults: 1, NextToken: first.NextToken });
    const names = ({ Events }: any) => Events.map(({ EventName }: any) => EventName);

    expect([names(first), names(second), second.NextToken]).toEqual([['Publish'], ['GetParameter'], undefined]);
    expect(names(await send('LookupEvents', { EndTime: Date.now() / 1000 - 3600 }))).toEqual([]);
    expect(names(await send('LookupEvents', { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'Publish' }] }))).toEqual(['Publish']);
    await expect(send('LookupEvents', { LookupAttributes: [{ AttributeKey: 'Color', AttributeValue: 'red' }] })).rejects.toMatchObject({ name: 'InvalidLookupAttributesException' });
    await expect(send('LookupEvents', { MaxResults: 51 })).rejects.toMatchObject({ name: 'InvalidMaxResultsException' });
  });
});
