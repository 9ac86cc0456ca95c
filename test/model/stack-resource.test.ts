import { describeResource, retainedBy, type StackResources } from '../../src/model/stack-resource';

interface Described {
  readonly type: string;
  readonly retained?: boolean;
  readonly properties?: Record<string, unknown>;
}

/** Stacks in memory; physical ids equal the logical ones, so a nested stack is found by its id. */
const stacks = (content: Readonly<Record<string, Readonly<Record<string, Described>>>>): StackResources => ({
  list: async stack => Object.entries(content[stack] ?? {}).map(([logicalId, { type }]) => ({ logicalId, type, physicalId: logicalId })),
  template: async stack => ({
    Resources: Object.fromEntries(Object.entries(content[stack]).map(([id, { retained, properties: Properties }]) =>
      [id, { DeletionPolicy: retained ? 'RetainExceptOnCreate' : 'Delete', Properties }])),
  }),
});
const retained = async (...content: Parameters<typeof stacks>) => (await retainedBy('s', stacks(...content))).map(({ logicalId }) => logicalId);

test('retained resources are listed, including those of nested stacks', async () => {
  expect(await retained({
    s: { Table: { type: 'AWS::DynamoDB::Table', retained: true }, Topic: { type: 'AWS::SNS::Topic' }, Nested: { type: 'AWS::CloudFormation::Stack' } },
    Nested: { Bucket: { type: 'AWS::S3::Bucket', retained: true } },
  })).toEqual(['Table', 'Bucket']);
});

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html deletes "all the archived log events associated with the log group";
// the CDK's LogStream has RemovalPolicy.RETAIN by default.
test('a log stream is deleted with its group, regardless of its own policy, and retained with a retained group', async () => {
  const stream = (LogGroupName: unknown): Described => ({ type: 'AWS::Logs::LogStream', retained: true, properties: { LogGroupName } });
  expect(await retained({
    s: {
      Gone: { type: 'AWS::Logs::LogGroup' },
      Kept: { type: 'AWS::Logs::LogGroup', retained: true },
      OfGone: stream({ Ref: 'Gone' }),
      OfKept: stream({ Ref: 'Kept' }),
      OfAnother: stream('/aws/lambda/of-another-stack'),
    },
  })).toEqual(['Kept', 'OfKept', 'OfAnother']);
});

test('a stack that does not exist retains nothing', async () => {
  expect(await retained({})).toEqual([]);
});

test.each([
  ['a reference', { Ref: 'Policy' }], ['a number', 1], ['nothing', null],
])('a deletion policy that is %s retains nothing, and does not end the command', async (_, DeletionPolicy) => {
  const resources: StackResources = {
    list: async () => [{ logicalId: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 'table' }],
    template: async () => ({ Resources: { Table: { DeletionPolicy } } }),
  };
  expect(await retainedBy('s', resources)).toEqual([]);
});

test('if the template of a stack cannot be read, all of its resources may be retained', async () => {
  const found = await retainedBy('s', { ...stacks({ s: { Table: { type: 'AWS::DynamoDB::Table' } } }), template: async () => undefined });
  expect(found.map(describeResource)).toEqual(['Table (AWS::DynamoDB::Table, if its deletion policy retains it: the template cannot be read)']);
});
