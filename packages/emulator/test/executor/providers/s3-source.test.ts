import { approve, bench, executionsOf, pipeline, quiet, type Bench } from '../support';

let on: Bench;
beforeEach(async () => {
  on = await bench();
  await on.account.call('s3', 'CreateBucket', { Bucket: 'sources' });
});
afterEach(() => on.close());

async function run() {
  await on.account.call('codepipeline', 'CreatePipeline', {
    pipeline: pipeline('p', {
      Source: [{
        name: 'Zip',
        actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
        outputArtifacts: [{ name: 'Source' }],
        configuration: { S3Bucket: 'sources', S3ObjectKey: 'a.zip', PollForSourceChanges: 'false' },
      }],
      Go: [approve('Go')],
    }),
  });
  await quiet(on);
  return executionsOf(on, 'p')[0];
}
const version = () => on.account.call('s3', 'PutBucketVersioning', { Bucket: 'sources', VersioningConfiguration: { Status: 'Enabled' } });

test('an object of a versioned bucket is a source, its version the revision', async () => {
  await version();
  const { VersionId } = await on.account.call('s3', 'PutObject', { Bucket: 'sources', Key: 'a.zip', Body: Buffer.from('zip') });
  const { actions: [action], artifacts } = await run();
  expect(action).toMatchObject({ status: 'Succeeded', variables: { BucketName: 'sources', ObjectKey: 'a.zip', VersionId } });
  expect(artifacts.Source.revision).toBe(VersionId);
});

test('a bucket without versioning is refused', async () => {
  expect((await run()).actions[0]).toMatchObject({ status: 'Failed', summary: expect.stringContaining('must have versioning enabled') });
});

test('an object that is not there is named', async () => {
  await version();
  expect((await run()).actions[0]).toMatchObject({ status: 'Failed', summary: expect.stringContaining('there is no source at s3://sources/a.zip') });
});
