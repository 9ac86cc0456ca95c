import { execFileSync, spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { accountCommand, type AccountOptions } from '../../../src/cli/account';

jest.setTimeout(60_000);
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'account-pipelines-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: join(folder, 'app') });
const write = (name: string, text: string) => {
  mkdirSync(join(folder, 'app'), { recursive: true });
  writeFileSync(join(folder, 'app', name), text);
};
const commit = (message: string) => {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
};

/** A pipeline that builds a repository according to its build spec. */
const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };
const action = (category: string, provider: string, Configuration: object, more: object) => ({ Name: provider, ActionTypeId: { Category: category, Owner: 'AWS', Provider: provider, Version: '1' }, Configuration, ...more });
const CONNECTION = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/x';
const SOURCE = { ConnectionArn: CONNECTION, FullRepositoryId: 'acme/app', BranchName: 'main' };
const TEMPLATE = JSON.stringify({
  Resources: {
    Artifacts: { Type: 'AWS::S3::Bucket' },
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html, and what a build needs for its log and its artifacts
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: ['codepipeline.amazonaws.com', 'codebuild.amazonaws.com'] }, Action: 'sts:AssumeRole' }],
        },
        Policies: [{
          PolicyName: 'pipeline',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: ['codestar-connections:UseConnection'], Resource: CONNECTION },
              { Effect: 'Allow', Action: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'], Resource: 'arn:aws:codebuild:us-east-1:123456789012:project/app' },
              {
                Effect: 'Allow',
                Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:PutObjectAcl', 's3:GetBucketVersioning', 's3:GetBucketAcl', 's3:GetBucketLocation'],
                Resource: [{ 'Fn::GetAtt': ['Artifacts', 'Arn'] }, { 'Fn::Sub': '${Artifacts.Arn}/*' }],
              },
              { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
            ],
          },
        }],
      },
    },
    Project: {
      Type: 'AWS::CodeBuild::Project',
      Properties: { Name: 'app', ServiceRole: ROLE, Source: { Type: 'CODEPIPELINE' }, Artifacts: { Type: 'CODEPIPELINE' }, Environment: { Type: 'LINUX_CONTAINER', Image: 'x', ComputeType: 'BUILD_GENERAL1_SMALL' } },
    },
    Pipeline: {
      Type: 'AWS::CodePipeline::Pipeline',
      Properties: {
        Name: 'app',
        RoleArn: ROLE,
        ArtifactStore: { Type: 'S3', Location: { Ref: 'Artifacts' } },
        Stages: [
          { Name: 'Source', Actions: [action('Source', 'CodeStarSourceConnection', SOURCE, { OutputArtifacts: [{ Name: 'Source' }] })] },
          { Name: 'Build', Actions: [action('Build', 'CodeBuild', { ProjectName: { Ref: 'Project' } }, { InputArtifacts: [{ Name: 'Source' }] })] },
        ],
      },
    },
  },
});

interface Running {
  deploy(template?: string): Promise<unknown>;
  /** Waits for a line. */
  until(what: RegExp): Promise<void>;
}

/** Runs the command during `use`, then interrupts it. */
async function during(options: AccountOptions, work: (on: Running) => Promise<void>): Promise<string[]> {
  const lines: string[] = [];
  const ended = accountCommand({ ...options, out: line => lines.push(line) });
  const until = async (what: RegExp) => {
    for (const end = Date.now() + 40_000; !lines.some(line => what.test(line)); await new Promise(resolve => setTimeout(resolve, 20))) {
      if (Date.now() > end) throw new Error(`no line ${what} in\n${lines.join('\n')}`);
    }
  };
  await until(/export/);
  const endpoint = /http:\S+/.exec(lines[1])![0];
  const accessKeyId = /AWS_ACCESS_KEY_ID=(\w+)/.exec(lines[1])![1];
  const client = new CloudFormationClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'any' } });
  try {
    await work({ until, deploy: (template = TEMPLATE) => client.send(new CreateStackCommand({ StackName: 'app', TemplateBody: template, Capabilities: ['CAPABILITY_IAM'] })) });
  } finally {
    process.emit('SIGINT');
    await ended;
    client.destroy();
  }
  return lines;
}

/** Lines without times. */
const plain = (lines: readonly string[]) => lines.map(line => line.replace(/^ +[\d.]+ s {2}/, '').replace(/ (in|after) [\d.]+ s/, ' $1 N s').replace(/ +/g, ' '));

test('a deployed pipeline runs, a commit starts it again, and each start and end is one line', async () => {
  write('buildspec.yml', 'version: 0.2\nphases: { build: { commands: [echo "$CODEBUILD_RESOLVED_SOURCE_VERSION"] } }\n');
  git('init', '--quiet');
  commit('first');
  const lines = await during({ repository: [`acme/app=${join(folder, 'app')}`] }, async on => {
    await on.deploy();
    await on.until(/Succeeded after/);
    write('more.txt', '');
    commit('second');
    await on.until(/started \(push\)/);
    await on.until(/second/);
    await on.until(/Build \/ CodeBuild: Succeeded[^]*/);
  });
  expect(plain(lines).slice(4, 8)).toEqual([
    expect.stringMatching(/^ acme\/app .* \(main at \w+\): a commit starts its pipelines$/),
    'app started (creation)',
    expect.stringMatching(/^app Source \/ CodeStarSourceConnection: Succeeded in N s \w+ first$/),
    'app Build / CodeBuild: Succeeded in N s',
  ]);
  expect(plain(lines)).toContain('app started (push)');
  expect(plain(lines)).toContainEqual(expect.stringMatching(/^app Source \/ CodeStarSourceConnection: Succeeded in N s \w+ second$/));
});

test('an unsupported provider is named as soon as the pipeline is created', async () => {
  const lines = await during({}, async on => {
    await on.deploy(TEMPLATE.replace('"Provider":"CodeBuild"', '"Provider":"Jenkins"'));
    await on.until(/not supported here/);
  });
  expect(lines.find(line => line.startsWith('not supported here')))
    .toMatch(/^not supported here: app: action 'CodeBuild' is of type Build\/Jenkins, which the emulator does not run; it runs /);
});

test('a failed build is reported with its command, its last output and its log, which stays in the work directory', async () => {
  write('buildspec.yml', 'version: 0.2\nphases: { build: { commands: ["echo so far", "ls /does/not/exist"] } }\n');
  const workDir = join(folder, 'work');
  const lines = await during({ repository: [`acme/app=${join(folder, 'app')}`], workDir }, async on => {
    await on.deploy();
    await on.until(/full log/);
  });
  expect(lines.find(line => line.startsWith('✖'))!.split('\n')).toEqual([
    '✖ app, Build / CodeBuild: the build ended in phase BUILD',
    '  command: ls /does/not/exist',
    expect.stringMatching(/^ {2}\| ls: .*\/does\/not\/exist/),
    expect.stringMatching(/^ {2}\| \[Container\] .* Command did not exit successfully ls \/does\/not\/exist exit status \d+$/),
    expect.stringMatching(/Phase complete: BUILD State: FAILED$/),
    expect.stringMatching(/COMMAND_EXECUTION_ERROR Message: Error while executing command: ls \/does\/not\/exist\. Reason: exit status \d+$/),
    expect.stringMatching(/Entering phase POST_BUILD$/),
    expect.stringMatching(/Phase complete: POST_BUILD State: SUCCEEDED$/),
    expect.stringMatching(/Phase context status code:/),
    `  full log: ${join(workDir, 'logs', 'app-1.log')}`,
  ]);
  expect(readFileSync(join(workDir, 'logs', 'app-1.log'), 'utf8')).toContain('so far');
});

test('an interruption ends the processes that run, and removes the temporary directory', async () => {
  const pid = join(folder, 'pid');
  write('buildspec.yml', `version: 0.2\nphases: { build: { commands: ['sleep 300 & echo $! > ${pid}; wait'] } }\n`);
  const lines = await during({ repository: [`acme/app=${join(folder, 'app')}`] }, async on => {
    await on.deploy();
    while (!existsSync(pid) || !readFileSync(pid, 'utf8').trim()) await new Promise(resolve => setTimeout(resolve, 20));
  });
  expect(existsSync(/run here, in (\S+), which is removed/.exec(lines[2])![1])).toBe(false);
  // The process has ended, or is a zombie that was not reaped yet.
  const stat = () => spawnSync('ps', ['-o', 'stat=', '-p', readFileSync(pid, 'utf8').trim()], { encoding: 'utf8' }).stdout.trim();
  for (const end = Date.now() + 10_000; /^[^Z]/.test(stat()) && Date.now() < end;) await new Promise(resolve => setTimeout(resolve, 20));
  expect(stat()).toMatch(/^(Z.*)?$/);
});

test('without pipelines they are only recorded', async () => {
  const lines = await during({ pipelines: false }, async on => {
    await on.deploy();
    await new Promise(resolve => setTimeout(resolve, 500));
  });
  expect(lines).toHaveLength(2);
  await expect(accountCommand({ pipelines: false, workDir: folder, out: () => undefined })).rejects.toMatchObject({ exitCode: 2 });
});

test.each<[string, () => AccountOptions, RegExp]>([
  ['a work directory that is not empty', () => ({ workDir: join(folder, 'app') }), /the work directory .* is not empty/],
  ['a repository that git cannot read', () => ({ repository: [`acme/app=${join(folder, 'app')}`] }), /not a git repository: \/nowhere/],
])('%s is an error, and nothing is left', async (_, options, message) => {
  write('.git', 'gitdir: /nowhere');
  const before = readdirSync(tmpdir()).filter(name => name.startsWith('cv-insync-account-')).length;
  await expect(accountCommand({ ...options(), out: () => undefined })).rejects.toThrow(message);
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('cv-insync-account-'))).toHaveLength(before);
});
