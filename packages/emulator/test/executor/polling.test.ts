import { approve, bench, executionsOf, pipeline, quiet, type Bench } from './support';

let on: Bench;
beforeEach(async () => {
  on = await bench();
  await on.account.call('s3', 'CreateBucket', { Bucket: 'sources' });
  await on.account.call('s3', 'PutBucketVersioning', { Bucket: 'sources', VersioningConfiguration: { Status: 'Enabled' } });
});
afterEach(() => on.close());

const put = (Key: string) => on.account.call('s3', 'PutObject', { Bucket: 'sources', Key, Body: Buffer.from('zip') });

async function create(name: string, more: Record<string, string>) {
  const actionTypeId = { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' } as const;
  const configuration = { S3Bucket: 'sources', S3ObjectKey: 'a.zip', ...more };
  const zip = { name: 'Zip', actionTypeId, outputArtifacts: [{ name: 'Source' }], configuration };
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline(name, { Source: [zip], Go: [approve('Go')] }) });
}

test('a new version of an object starts the pipelines that poll it, which is the default', async () => {
  await put('a.zip');
  await create('silent', {});
  await create('polls', { PollForSourceChanges: 'true' });
  await create('waits', { PollForSourceChanges: 'false' });
  await create('other', { S3ObjectKey: 'b.zip' });
  await quiet(on);
  const { VersionId } = await put('a.zip');
  await quiet(on);
  const startedAgain = (name: string) => executionsOf(on, name).slice(1)
    .map(({ cause, triggerType, revisions }) => [cause, triggerType, revisions[0]?.revision]);
  expect(['silent', 'polls', 'waits', 'other'].map(startedAgain)).toEqual([
    [['poll', 'PollForSourceChanges', VersionId]],
    [['poll', 'PollForSourceChanges', VersionId]],
    [],
    [],
  ]);
});
