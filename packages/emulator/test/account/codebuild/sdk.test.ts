import {
  BatchGetBuildsCommand, BatchGetProjectsCommand, CodeBuildClient, CreateProjectCommand, DeleteProjectCommand, InvalidInputException,
  ListBuildsForProjectCommand, ListProjectsCommand, paginateListBuildsForProject, paginateListProjects, ResourceAlreadyExistsException,
  ResourceNotFoundException, StartBuildCommand, StopBuildCommand, UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
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

  test('is listed in pages, in the order asked for', async () => {
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
  test('is started with what the project and the caller say, read, and stopped', async () => {
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

  test('is listed in pages, newest first unless asked otherwise', async () => {
    await create('package');
    const ids: string[] = [];
    for (let count = 0; count < 105; count++) ids.push((await start('package')).id!);
    const found: string[] = [];
    for await (const page of paginateListBuildsForProject({ client }, { projectName: 'package' })) found.push(...page.ids!);
    expect(found).toEqual([...ids].reverse());
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'package', sortOrder: 'ASCENDING' }))).resolves.toMatchObject({ ids: ids.slice(0, 100) });
  });

  test('is refused without a project, and is not found under another id', async () => {
    await create('package');
    await expect(client.send(new StartBuildCommand({ projectName: 'none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new StopBuildCommand({ id: 'package:none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new BatchGetBuildsCommand({ ids: [] }))).rejects.toBeInstanceOf(InvalidInputException);
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'none' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(new ListBuildsForProjectCommand({ projectName: 'package', nextToken: 'none' }))).rejects.toBeInstanceOf(InvalidInputException);
  });
});
