import {
  BatchGetBuildsCommand, BatchGetProjectsCommand, CodeBuildClient, CreateProjectCommand, DeleteProjectCommand, InvalidInputException,
  ListBuildsCommand, ListBuildsForProjectCommand, ListProjectsCommand, paginateListBuildsForProject, paginateListProjects,
  ResourceAlreadyExistsException, ResourceNotFoundException, RetryBuildCommand, StartBuildCommand, StopBuildCommand, UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { startBuild } from '../../../src/account/codebuild';
import { served, type Served } from '../served';

let account: Served;
let client: CodeBuildClient;
beforeEach(async () => {
  account = await served();
  client = new CodeBuildClient(account.config);
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

const create = (name: string, more: object = {}) => client.send(new CreateProjectCommand({
  name,
  source: { type: 'NO_SOURCE', buildspec: 'version: 0.2' },
  artifacts: { type: 'NO_ARTIFACTS' },
  environment: {
    type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', computeType: 'BUILD_GENERAL1_SMALL', environmentVariables: [{ name: 'LEVEL', value: 'low' }],
  },
  serviceRole: 'arn:aws:iam::123456789012:role/build',
  ...more,
}));
const start = async (projectName: string, more: object = {}) => (await client.send(new StartBuildCommand({ projectName, ...more }))).build!;

describe('a project', () => {
  test('is created, read, changed, listed and deleted', async () => {
    const { project } = await create('package', { tags: [{ key: 'a', value: '1' }] });
    expect(project).toMatchObject({ name: 'package', arn: 'arn:aws:codebuild:us-east-1:123456789012:project/package', timeoutInMinutes: 60, created: expect.any(Date) });
    await expect(client.send(new UpdateProjectCommand({ name: 'package', timeoutInMinutes: 5 }))).resolves
      .toMatchObject({ project: { timeoutInMinutes: 5, source: { buildspec: 'version: 0.2' }, tags: [{ key: 'a', value: '1' }] } });
    await expect(client.send(new BatchGetProjectsCommand({ names: ['package', project!.arn!, 'none'] }))).resolves
      .toMatchObject({ projects: [{ timeoutInMinutes: 5 }, { name: 'package' }], projectsNotFound: ['none'] });
    await expect(client.send(new ListProjectsCommand({}))).resolves.toMatchObject({ projects: ['package'] });
    await client.send(new DeleteProjectCommand({ name: 'package' }));
    await client.send(new DeleteProjectCommand({ name: 'package' }));
    await expect(client.send(new ListProjectsCommand({}))).resolves.toMatchObject({ projects: [] });
  });

  test('is refused if its name is taken or malformed, or if it is incomplete or unknown', async () => {
    await create('package');
    await expect(create('package')).rejects.toBeInstanceOf(ResourceAlreadyExistsException);
    await expect(create('no name')).rejects.toBeInstanceOf(InvalidInputException);
    await expect(create('other', { source: undefined })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(client.send(new UpdateProjectCommand({ name: 'none', description: 'x' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new DeleteProjectCommand({ name: '' }))).rejects.toBeInstanceOf(InvalidInputException);
    await expect(client.send(new BatchGetProjectsCommand({ names: [] }))).rejects.toBeInstanceOf(InvalidInputException);
    await expect(client.send(new ListProjectsCommand({ nextToken: 'none' }))).rejects.toBeInstanceOf(InvalidInputException);
  });

  test('is listed in pages, in the requested order', async () => {
    const names = Array.from({ length: 105 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    for (const name of names) await create(name);
    const found: string[] = [];
    for await (const { projects } of paginateListProjects({ client }, { sortOrder: 'DESCENDING' })) found.push(...projects!);
    expect(found).toEqual([...names].reverse());
    await client.send(new UpdateProjectCommand({ name: 'p050', description: 'newest' }));
    const { projects } = await client.send(new ListProjectsCommand({ sortBy: 'LAST_MODIFIED_TIME', sortOrder: 'DESCENDING' }));
    expect(projects![0]).toBe('p050');
  });
});

describe('a build', () => {
  test('is started with the settings of project and caller, read, and stopped', async () => {
    await create('package');
    const build = await start('package', { environmentVariablesOverride: [{ name: 'LEVEL', value: 'high', type: 'PLAINTEXT' }], timeoutInMinutesOverride: 7 });
    expect(build).toMatchObject({
      id: expect.stringMatching(/^package:[\da-f-]{36}$/),
      arn: `arn:aws:codebuild:us-east-1:123456789012:build/${build.id}`,
      projectName: 'package',
      buildNumber: 1,
      buildStatus: 'IN_PROGRESS',
      buildComplete: false,
      startTime: expect.any(Date),
      timeoutInMinutes: 7,
      environment: { environmentVariables: [{ name: 'LEVEL', value: 'high' }] },
    });
    await expect(client.send(new StopBuildCommand({ id: build.id }))).resolves.toMatchObject({ build: { buildStatus: 'STOPPED', buildComplete: true } });
    await expect(client.send(new BatchGetBuildsCommand({ ids: [build.id!, build.arn!, 'package:none'] }))).resolves
      .toMatchObject({ builds: [{ buildStatus: 'STOPPED', endTime: expect.any(Date) }, { id: build.id }], buildsNotFound: ['package:none'] });
  });

  test('is listed in pages, by default newest first', async () => {
    await create('package');
    const ids: string[] = [];
    for (let count = 0; count < 105; count++) ids.push((await start('package')).id!);
    const found: string[] = [];
    for await (const page of paginateListBuildsForProject({ client }, { projectName: 'package' })) found.push(...page.ids!);
    expect(found).toEqual([...ids].reverse());
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'package', sortOrder: 'ASCENDING' }))).resolves.toMatchObject({ ids: ids.slice(0, 100) });
  }, 30_000);

  test('is refused without a project, and is not found under another id', async () => {
    await create('package');
    await expect(client.send(new StartBuildCommand({ projectName: 'none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new StopBuildCommand({ id: 'package:none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new BatchGetBuildsCommand({ ids: [] }))).rejects.toBeInstanceOf(InvalidInputException);
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'package', nextToken: 'none' }))).rejects.toBeInstanceOf(InvalidInputException);
  });

  test('is listed with the builds of all projects', async () => {
    await create('package');
    await create('other');
    const [first, second] = [await start('package'), await start('other')];
    await expect(client.send(new ListBuildsCommand({}))).resolves.toMatchObject({ ids: [second.id, first.id] });
    await expect(client.send(new ListBuildsCommand({ sortOrder: 'ASCENDING' }))).resolves.toMatchObject({ ids: [first.id, second.id] });
  });

  test('takes overrides from its start, and is refused with an unsupported one', async () => {
    await create('package');
    const build = await start('package', {
      imageOverride: 'other:1',
      computeTypeOverride: 'BUILD_GENERAL1_LARGE',
      serviceRoleOverride: 'arn:aws:iam::123456789012:role/other',
      buildspecOverride: 'other.yml',
      logsConfigOverride: { cloudWatchLogs: { status: 'ENABLED', groupName: '/other' } },
    });
    expect(build).toMatchObject({
      environment: { image: 'other:1', computeType: 'BUILD_GENERAL1_LARGE', environmentVariables: [{ name: 'LEVEL', value: 'low' }] },
      serviceRole: 'arn:aws:iam::123456789012:role/other',
      source: { type: 'NO_SOURCE', buildspec: 'other.yml' },
      logs: { groupName: '/other', streamName: build.id!.split(':')[1] },
    });
    await expect(start('package', { fleetOverride: { fleetArn: 'x' } })).rejects.toMatchObject({ name: 'InvalidInputException', message: expect.stringContaining('does not support fleetOverride') });
  });

  test('is started once for one token', async () => {
    await create('package');
    const first = await start('package', { idempotencyToken: 'once' });
    expect((await start('package', { idempotencyToken: 'once' })).id).toBe(first.id);
    expect((await start('package', { idempotencyToken: 'twice' })).id).not.toBe(first.id);
  });

  test('is retried with its original settings, after it has ended', async () => {
    await create('package');
    const first = await start('package', { environmentVariablesOverride: [{ name: 'LEVEL', value: 'high' }], sourceVersion: 'v1' });
    await expect(client.send(new RetryBuildCommand({ id: first.id }))).rejects.toBeInstanceOf(InvalidInputException);
    await client.send(new StopBuildCommand({ id: first.id }));
    const { build } = await client.send(new RetryBuildCommand({ id: first.arn, idempotencyToken: 'again' }));
    expect(build).toMatchObject({ buildNumber: 2, buildStatus: 'IN_PROGRESS', sourceVersion: 'v1', environment: { environmentVariables: [{ name: 'LEVEL', value: 'high' }] } });
    await expect(client.send(new RetryBuildCommand({ id: first.id, idempotencyToken: 'again' }))).resolves.toMatchObject({ build: { id: build!.id } });
    await expect(client.send(new RetryBuildCommand({ id: 'package:none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test('that a pipeline started takes its source from an artifact, and is retried by the pipeline', async () => {
    await create('package');
    const { id } = startBuild(account.account, { projectName: 'package' }, {
      initiator: 'codepipeline/release',
      pipeline: {
        initiator: 'release',
        primary: 'Source',
        batch: false,
        inputs: [{ name: 'Source', bucket: 'artifacts', key: 'release/Source/a', revision: 'c0ffee' }],
        outputs: [{ name: 'Built', bucket: 'artifacts', key: 'release/Built/b' }, { name: 'Docs', bucket: 'artifacts', key: 'release/Docs/c' }],
      },
    });
    await expect(client.send(new BatchGetBuildsCommand({ ids: [id] }))).resolves.toMatchObject({
      builds: [{
        initiator: 'codepipeline/release',
        sourceVersion: 'arn:aws:s3:::artifacts/release/Source/a',
        resolvedSourceVersion: 'c0ffee',
        artifacts: { location: 'arn:aws:s3:::artifacts/release/Built/b' },
        secondaryArtifacts: [{ artifactIdentifier: 'Docs', location: 'arn:aws:s3:::artifacts/release/Docs/c' }],
      }],
    });
    await client.send(new StopBuildCommand({ id }));
    await expect(client.send(new RetryBuildCommand({ id }))).rejects.toMatchObject({ name: 'InvalidInputException', message: expect.stringContaining("pipeline 'release'") });
  });
});
