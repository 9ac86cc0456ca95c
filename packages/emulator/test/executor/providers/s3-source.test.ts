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

test('the artifact has the tags of the object', async () => {
  await version();
  await on.account.call('s3', 'PutObject', { Bucket: 'sources', Key: 'a.zip', Body: Buffer.from('zip'), Tagging: 'team=cars%20and%20vans' });
  const { bucket: Bucket, key: Key } = (await run()).artifacts.Source;
  expect((await on.account.call('s3', 'GetObjectTagging', { Bucket, Key })).TagSet).toEqual([{ Key: 'team', Value: 'cars and vans' }]);
});

test('a bucket without versioning is refused', async () => {
  expect((await run()).actions[0]).toMatchObject({ status: 'Failed', summary: expect.stringContaining('must have versioning enabled') });
});

test('a missing object is named', async () => {
  await version();
  expect((await run()).actions[0]).toMatchObject({ status: 'Failed', summary: expect.stringContaining('there is no source at s3://sources/a.zip') });
});

/** S3_OBJECT_VERSION_ID and S3_OBJECT_KEY: "Start a pipeline with a source revision override" in the CodePipeline user guide. */
describe('an execution that is started with a revision', () => {
  const put = async (Key: string, text: string) => (await on.account.call('s3', 'PutObject', { Bucket: 'sources', Key, Body: Buffer.from(text) })).VersionId as string;
  const start = async (...revisions: [type: string, value: string][]) => {
    const sourceRevisions = revisions.map(([revisionType, revisionValue]) => ({ actionName: 'Zip', revisionType, revisionValue }));
    await on.account.call('codepipeline', 'StartPipelineExecution', { name: 'p', sourceRevisions });
    await quiet(on);
    return executionsOf(on, 'p').at(-1)!.actions[0];
  };
  const allow = async () => {
    const { pipeline: declaration } = structuredClone(await on.account.call('codepipeline', 'GetPipeline', { name: 'p' }));
    declaration.stages[0].actions[0].configuration.AllowOverrideForS3ObjectKey = 'true';
    await on.account.call('codepipeline', 'UpdatePipeline', { pipeline: { ...declaration, executionMode: 'PARALLEL' } });
  };

  test('takes that version, that key, or both', async () => {
    await version();
    const [old] = [await put('a.zip', 'old'), await put('a.zip', 'new')];
    const [other] = [await put('b.zip', 'other'), await put('b.zip', 'newest')];
    await run();
    await allow();
    expect(await start(['S3_OBJECT_VERSION_ID', old])).toMatchObject({ status: 'Succeeded', variables: { ObjectKey: 'a.zip', VersionId: old } });
    expect(await start(['S3_OBJECT_KEY', 'b.zip'])).toMatchObject({ status: 'Succeeded', variables: { ObjectKey: 'b.zip', VersionId: expect.not.stringMatching(other) } });
    expect(await start(['S3_OBJECT_KEY', 'b.zip'], ['S3_OBJECT_VERSION_ID', other])).toMatchObject({ status: 'Succeeded', variables: { ObjectKey: 'b.zip', VersionId: other } });
    expect(await start(['S3_OBJECT_VERSION_ID', 'none'])).toMatchObject({ status: 'Failed', summary: expect.stringContaining("s3://sources/a.zip with version 'none'") });
  });

  test('is refused with another key unless the action allows it, and with two versions', async () => {
    await version();
    await put('a.zip', 'a');
    await run();
    await expect(start(['S3_OBJECT_KEY', 'b.zip'])).rejects.toMatchObject({ code: 'ValidationException', message: expect.stringContaining('AllowOverrideForS3ObjectKey') });
    await expect(start(['S3_OBJECT_VERSION_ID', '1'], ['S3_OBJECT_VERSION_ID', '2'])).rejects.toMatchObject({ code: 'ValidationException', message: expect.stringContaining('two revisions') });
    await expect(start(['COMMIT_ID', 'deadbeef'])).rejects.toMatchObject({ code: 'ValidationException', message: expect.stringContaining('takes S3_OBJECT_VERSION_ID or S3_OBJECT_KEY, got COMMIT_ID') });
  });
});
