import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { unzipSync } from 'fflate';
import { buildStateOf, type BuildRecord } from '../../../src/account/codebuild';
import { getArtifact } from '../../../src/executor/artifacts';
import { bench, build, executionsOf, outcome, pipeline, project, quiet, repository, ROLE, source, until, type Bench } from '../support';

let on: Bench;
afterEach(() => on.close());

/** Runs a project without a source and returns the result. */
async function run(buildspec: string, more: object = {}, start: object = {}): Promise<BuildRecord> {
  await project(on, 'some', buildspec, { source: { type: 'NO_SOURCE', buildspec }, artifacts: { type: 'NO_ARTIFACTS' }, ...more });
  const { build: { id } } = await on.account.call('codebuild', 'StartBuild', { projectName: 'some', ...start });
  const record = buildStateOf(on.account).builds[id];
  await until(() => record.ended);
  return record;
}

const log = (record: BuildRecord) => readFileSync(record.logFile!, 'utf8').split('\n').filter(line => line && !line.startsWith('[Container]'));
const phases = (record: BuildRecord) => Object.fromEntries(record.phases.map(({ phaseType, phaseStatus }) => [phaseType, phaseStatus]));

describe('a build', () => {
  beforeEach(async () => {
    on = await bench();
  });

  test('runs all its commands in one shell: exports, functions and folders carry over', async () => {
    const record = await run(`
version: 0.2
env: { exported-variables: [WORD, MISSING] }
phases:
  install: { commands: [export WORD=hello, mkdir deep && cd deep, "say() { echo \\"$1 from $(basename $PWD)\\"; }"] }
  build: { commands: ['say "$WORD"', "for n in 1 2; do\\n  echo $n\\ndone"] }
`);
    expect(record.status).toBe('SUCCEEDED');
    expect(log(record)).toEqual(['hello from deep', '  echo $n', 'done', '1', '2']);
    expect(record.exported).toEqual([{ name: 'WORD', value: 'hello', type: 'PLAINTEXT' }]);
  });

  test('continues in a new shell with folder and exports if a command exits the shell', async () => {
    const record = await run(`
version: 0.2
phases:
  build: { commands: [export WORD=kept, mkdir deep, cd deep, exit 0, 'echo "$WORD in $(basename $PWD)"'] }
`);
    expect(record.status).toBe('SUCCEEDED');
    expect(log(record)).toEqual(['kept in deep']);
  });

  test('installs global npm packages into its own folder, which comes first in PATH', async () => {
    const record = await run(`
version: 0.2
phases:
  install: { commands: ['mkdir -p $npm_config_prefix/bin', 'echo "#!/bin/sh" > $npm_config_prefix/bin/node', 'echo "echo mine" >> $npm_config_prefix/bin/node', 'chmod +x $npm_config_prefix/bin/node'] }
  build: { commands: [node] }
`);
    expect(log(record)).toEqual(['mine']);
  });

  test('gives commands neither the terminal nor its own script as input', async () => {
    expect(log(await run('version: 0.2\nphases: { build: { commands: [cat, echo still here] } }'))).toEqual(['still here']);
  });

  test('runs finally, and post_build after a failed build, but nothing after a failed install', async () => {
    const failedBuild = await run(`
version: 0.2
phases:
  build: { commands: ['false', echo not reached], finally: [echo finally] }
  post_build: { commands: ['echo "post $CODEBUILD_BUILD_SUCCEEDING"'] }
`);
    expect(failedBuild.status).toBe('FAILED');
    expect(failedBuild.failure).toMatchObject({ command: 'false', message: 'Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: false. Reason: exit status 1' });
    expect(log(failedBuild)).toEqual(['finally', 'post 0']);
    await on.account.call('codebuild', 'DeleteProject', { name: 'some' });
    const failedInstall = await run('version: 0.2\nphases: { install: { commands: [exit 4], finally: [echo finally] }, build: { commands: [echo never] }, post_build: { commands: [echo never] } }');
    expect(log(failedInstall)).toEqual(['finally']);
    expect(phases(failedInstall)).toMatchObject({ INSTALL: 'FAILED' });
    expect(phases(failedInstall)).not.toHaveProperty('BUILD');
  });

  test('follows on-failure', async () => {
    const goesOn = await run('version: 0.2\nphases: { pre_build: { on-failure: CONTINUE, commands: ["false"] }, build: { commands: [echo reached] } }');
    expect(goesOn.status).toBe('SUCCEEDED');
    expect(log(goesOn)).toEqual(['reached']);
    await on.account.call('codebuild', 'DeleteProject', { name: 'some' });
    const aborts = await run('version: 0.2\nphases: { build: { on-failure: ABORT, commands: ["false"] }, post_build: { commands: [echo never] } }');
    expect(aborts.status).toBe('FAILED');
    expect(log(aborts)).toEqual([]);
  });

  test('takes variables from the build spec, the parameter store, the project and its start, in rising precedence', async () => {
    await on.account.call('ssm', 'PutParameter', { Name: '/some/value', Value: 'stored', Type: 'String' });
    const record = await run(`
version: 0.2
env:
  variables: { A: spec, B: spec, C: spec }
  parameter-store: { D: /some/value }
phases: { build: { commands: ['echo $A $B $C $D $E', 'echo $AWS_REGION $AWS_ENDPOINT_URL', 'test -n "$AWS_SESSION_TOKEN"', 'echo $CODEBUILD_BUILD_NUMBER', 'test -z "$JEST_WORKER_ID"'] } }
`, {
      environment: { type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL', environmentVariables: [{ name: 'B', value: 'project' }, { name: 'C', value: 'project' }, { name: 'E', value: '/some/value', type: 'PARAMETER_STORE' }] },
    }, { environmentVariablesOverride: [{ name: 'C', value: 'start' }] });
    expect(record.failure).toBeUndefined();
    expect(log(record)).toEqual(['spec project start stored stored', `us-east-1 ${on.served.endpoint}`, '1']);
  });

  test('fails with the name of a missing parameter', async () => {
    const record = await run('version: 0.2\nenv: { parameter-store: { D: /not/there } }\nphases: { build: { commands: ["true"] } }');
    expect(record.failure!.message).toContain('variable D is the parameter \'/not/there\', which cannot be read');
  });

  test('ends with all of its processes at its timeout, or when it is stopped', async () => {
    const pidFile = join(on.workDir, 'pid');
    const slow = `version: 0.2\nphases: { build: { commands: ["(echo $BASHPID > ${pidFile}; exec sleep 60) & wait"] } }`;
    const timedOut = await run(slow, { timeoutInMinutes: 0.005 });
    expect(timedOut).toMatchObject({ status: 'TIMED_OUT', failure: { message: expect.stringContaining('did not end within its timeout') } });
    const gone = () => !existsSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}`);
    await until(gone);
    await on.account.call('codebuild', 'UpdateProject', { name: 'some', timeoutInMinutes: 60 });
    const { build: { id } } = await on.account.call('codebuild', 'StartBuild', { projectName: 'some' });
    await until(() => existsSync(buildStateOf(on.account).builds[id].logFile ?? '') && !gone());
    expect((await on.account.call('codebuild', 'StopBuild', { id })).build.buildStatus).toBe('STOPPED');
    await until(gone);
    await quiet(on);
  });

  test('refuses sources that the emulator does not run, by name', async () => {
    expect((await run('version: 0.2\nphases: {}', { source: { type: 'GITHUB', buildspec: 'version: 0.2' } })).failure!.message).toContain('the emulator does not run builds with a source of type GITHUB');
  });
});

/** Keys of artifacts in buckets: ProjectArtifacts in the CodeBuild API reference. */
test.each<[string, object, string[]]>([
  ['a zip, under its name', { packaging: 'ZIP', name: 'app.zip' }, ['app.zip']],
  ['a zip, under its path and the id of the build', { packaging: 'ZIP', path: 'a/b', namespaceType: 'BUILD_ID', name: 'app.zip' }, ['a/b/ID/app.zip']],
  ['files, in a folder with the name of the project', {}, ['some/docs/b.txt', 'some/a.txt']],
])('builds that no pipeline started put their artifact into a bucket: %s', async (_, more, keys) => {
  on = await bench();
  await on.account.call('s3', 'CreateBucket', { Bucket: 'built' });
  const record = await run('version: 0.2\nphases: { build: { commands: [mkdir docs, "echo a > a.txt", "echo b > docs/b.txt"] } }\nartifacts: { files: ["**/*"] }', {
    artifacts: { type: 'S3', location: 'built', ...more },
  });
  expect(record.failure).toBeUndefined();
  const { Contents } = await on.account.call('s3', 'ListObjectsV2', { Bucket: 'built' });
  expect(Contents.map(({ Key }: { Key: string }) => Key.replace(record.id.split(':')[1], 'ID')).sort()).toEqual([...keys].sort());
  expect(record.artifacts[0].location).toMatch(/^arn:aws:s3:::built\//);
});

test('builds pass on secondary artifacts under the names that the action expects', async () => {
  on = await bench();
  await repository(on, 'acme/app', { 'a.txt': 'a', 'docs/b.txt': 'b', 'docs/.hidden': 'h', 'docs/skip.md': 's' });
  await project(on, 'two', `
version: 0.2
phases: { build: { commands: ["true"] } }
artifacts:
  files: [a.txt]
  secondary-artifacts:
    Text: { files: [a.txt] }
    Docs: { base-directory: docs, files: ['**/*'], exclude-paths: ['*.md'] }
`);
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('two', { Source: [source('acme/app')], Build: [build('two', { outputArtifacts: [{ name: 'Text' }, { name: 'Docs' }] })] }) });
  await quiet(on);
  const [{ artifacts }] = executionsOf(on, 'two');
  const names = async (name: string) => Object.keys(unzipSync(await getArtifact(on.account, artifacts[name], { caller: on.account.root }))).sort();
  expect(await names('Text')).toEqual(['a.txt']);
  expect(await names('Docs')).toEqual(['.hidden', 'b.txt']);
});

test('builds that do not create a declared artifact fail with the expected path', async () => {
  on = await bench();
  await repository(on, 'acme/app', { 'a.txt': 'a' });
  await project(on, 'none', 'version: 0.2\nphases: { build: { commands: ["true"] } }\nartifacts: { base-directory: out, files: ["**/*"] }');
  await on.account.call('codepipeline', 'CreatePipeline', { pipeline: pipeline('none', { Source: [source('acme/app')], Build: [build('none', { outputArtifacts: [{ name: 'Out' }] })] }) });
  await quiet(on);
  expect(outcome(executionsOf(on, 'none')[0])['Build/Build']).toBe('Failed');
  expect(executionsOf(on, 'none')[0].actions[1].summary).toContain('no matching base directory path found for out');
});

test('builds wait in a queue if the concurrency limit is reached', async () => {
  on = await bench({ buildConcurrency: 1 });
  await project(on, 'queued', '', { source: { type: 'NO_SOURCE', buildspec: 'version: 0.2\nphases: { build: { commands: [date +%s%N, sleep 0.2, date +%s%N] } }' } });
  const ids = await Promise.all([1, 2].map(async () => (await on.account.call('codebuild', 'StartBuild', { projectName: 'queued' })).build.id as string));
  const records = ids.map(id => buildStateOf(on.account).builds[id]);
  await until(() => records.every(({ ended }) => ended));
  const [[, firstEnd], [secondStart]] = records.map(record => log(record).map(Number));
  expect(secondStart).toBeGreaterThan(firstEnd);
  expect(ROLE).toBe(records[0].project.serviceRole);
});
