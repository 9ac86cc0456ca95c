import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Deployed } from '../deployed';
import { type Repository, Terminal } from '../terminal';

/*
 * A function that is deployed through a pipeline of type V1 (L2 construct Pipeline), as in the README of aws-cdk-lib/aws-codepipeline-actions
 * ("Lambda deployed through CodePipeline", https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_codepipeline_actions-readme.html):
 * its code comes from a bucket that a trail watches ("AWS S3 Source"), its stack from a repository; a change set is prepared, approved and
 * executed ("Actions for updating individual CloudFormation Stacks", "Manual approval Action"), and a function answers with a variable
 * ("AWS Lambda") that a test action reads.
 */
jest.setTimeout(900_000);
let terminal: Terminal;
let infrastructure: Repository;
let code: Repository;
let deployed: Deployed;
beforeAll(async () => {
  terminal = new Terminal();
  infrastructure = terminal.repository('my-org/infrastructure', 'project', 'lambda-through-codepipeline/infrastructure');
  code = terminal.repository('my-org/lambda', 'lambda-through-codepipeline/lambda');
  deployed = await terminal.start();
});
afterAll(() => terminal.remove());

const NAME = 'LambdaPipeline';
const RUN = [
  'Source/Lambda_Source', 'Source/CDK_Source', 'Build/Lambda_Build', 'Build/CDK_Build', 'Deploy/PrepareChanges', 'Deploy/ApproveChanges', 'Deploy/ExecuteChanges',
  'Verify/Verify', 'Report/Report',
].map(action => `${action} Succeeded`).sort();
const answer = async () => {
  const { DeployedLambda } = await deployed.stacks();
  return deployed.invoke(DeployedLambda.FunctionName, { name: 'Ann' });
};

test('cdk deploy places the pipeline, whose first execution finds no code yet', async () => {
  terminal.link(infrastructure);
  await terminal.cdk(infrastructure, 'bootstrap', 'aws://123456789012/us-east-1');
  await terminal.cdk(infrastructure, 'deploy', 'PipelineStack', '--require-approval', 'never');
  await deployed.until(async () => (await deployed.executions(NAME))[0] === 'CreatePipeline Failed');
  expect(terminal.lines.join('\n')).toContain('there is no source at s3://');
});

test('an object in the bucket starts it: the code is tested and built, and the stack is deployed by a change set after approval', async () => {
  const { PipelineStack } = await deployed.stacks();
  await deployed.upload(code.zip(), PipelineStack.SourceBucketName, 'lambda.zip');
  await deployed.started(NAME, 2);
  await deployed.approve(NAME);
  await deployed.ended(NAME, 2);
  expect(await deployed.executions(NAME)).toEqual(['CreatePipeline Failed', 'CloudWatchEvent Succeeded']);
  expect((await deployed.actions(NAME)).sort()).toEqual(RUN);
  expect(await answer()).toBe('Hello, Ann');
});

test('a push to the repository of the infrastructure starts it, too', async () => {
  const file = join(infrastructure.folder, 'lib/lambda-stack.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace("'Hello'", "'Good evening'"));
  infrastructure.commit('greet otherwise');
  await deployed.started(NAME, 3);
  await deployed.approve(NAME);
  await deployed.ended(NAME, 3);
  expect((await deployed.executions(NAME)).slice(1)).toEqual(['CloudWatchEvent Succeeded', 'WebhookV2 Succeeded']);
  expect((await deployed.actions(NAME)).sort()).toEqual(RUN);
  expect(await answer()).toBe('Good evening, Ann');
});

test('the account exits with 0', async () => {
  expect(await terminal.interrupt()).toEqual({ status: 0, lacks: [] });
});
