import { ChildProcess, execFile, spawn } from 'child_process';
import { symlinkSync } from 'fs';
import { join } from 'path';
import { promisify } from 'util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { Folder, ROOT, core } from './rehearsal';

jest.setTimeout(120_000);
const execute = promisify(execFile);

const KEY = 'KEYOFTHEDEPLOYMENT';
let account: ChildProcess;
let endpoint: string;
let folder: Folder;
beforeAll(async () => {
  folder = new Folder();
  account = spawn(process.execPath, [join(ROOT, 'assets', 'cv-insync.js'), 'account', '--no-pipelines', '--seconds', '110', '--access-key', KEY], { stdio: ['ignore', 'pipe', 'inherit'] });
  endpoint = await new Promise(resolve => account.stdout!.on('data', chunk => {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk));
    if (url) resolve(url[0]);
  }));
});
afterAll(() => {
  account.kill();
  folder.remove();
});

test('the CDK CLI deploys a core that lists 500 modules into an account that was never bootstrapped, and then a module with its assets', async () => {
  const files = core(Array.from({ length: 500 }, (_, index) => `module-${index}`));
  folder.write({ ...files, 'core/app.js': files['core/app.js'].replace("'cv-insync'", JSON.stringify(ROOT)) });
  symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
  const environment = { AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'any', CDK_DISABLE_CLI_TELEMETRY: 'true' };

  for (const stack of ['cv-core', 'base']) {
    await execute(join(ROOT, 'node_modules', '.bin', 'cdk'), ['deploy', stack, '--require-approval', 'never', '--no-notices'], {
      cwd: join(folder.path, 'core'), env: { ...process.env, ...environment },
    });
  }

  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: KEY, secretAccessKey: 'any' } };
  const { Stacks } = await new CloudFormationClient(options).send(new DescribeStacksCommand({}));
  expect(Stacks!.map(({ StackName, StackStatus }) => `${StackName} ${StackStatus}`).sort()).toEqual(['cv-base CREATE_COMPLETE', 'cv-core CREATE_COMPLETE']);
  const { Contents } = await new S3Client({ ...options, forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket: 'cv-assets-123456789012-us-east-1' }));
  expect(Contents!.map(({ Key }) => Key)).toEqual([expect.stringMatching(/^base\/[0-9a-f]{64}\.json$/)]);
  const { pipelineExecutionSummaries } = await new CodePipelineClient(options).send(new ListPipelineExecutionsCommand({ pipelineName: 'core.cv' }));
  expect(pipelineExecutionSummaries).toHaveLength(1);
});
