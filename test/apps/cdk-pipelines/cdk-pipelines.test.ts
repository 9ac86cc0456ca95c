import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Deployed } from '../deployed';
import { type Repository, Terminal } from '../terminal';

/*
 * A self-mutating pipeline of CDK Pipelines, as in the CDK's developer guide ("Continuous integration and delivery (CI/CD) using CDK
 * Pipelines", https://docs.aws.amazon.com/cdk/v2/guide/cdk-pipeline.html), with features from the README of aws-cdk-lib/pipelines: a file
 * asset, a connection, stack outputs in a ShellStep, an approval, and a wave.
 */
const SYNTH = ['Source/my-org_my-app Succeeded', 'Build/Synth Succeeded', 'UpdatePipeline/SelfMutate Succeeded'];
const stage = (name: string, prefix = '') => [`${name}/${prefix}Prepare Succeeded`, `${name}/${prefix}Deploy Succeeded`];
const ASSETS = 'Assets/LambdaFunction_Code Succeeded';
const TESTING = [...stage('testing', 'LambdaStack.'), 'testing/validate Succeeded'];
const STAGING = ['staging/approval Succeeded', ...stage('staging', 'LambdaStack.')];
const PRODUCTION = [...stage('production', 'MyAppA.LambdaStack.'), ...stage('production', 'MyAppB.LambdaStack.')];

jest.setTimeout(900_000);
let terminal: Terminal;
let app: Repository;
let deployed: Deployed;
beforeAll(async () => {
  terminal = new Terminal();
  app = terminal.repository('my-org/my-app', 'project', 'cdk-pipelines/app');
  deployed = await terminal.start('--account-id', '111111111111', '--region', 'eu-west-1');
});
afterAll(() => terminal.remove());

const edit = (file: string, from: string, to: string) => {
  const path = join(app.folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const answers = async (...names: string[]) => {
  const stacks = await deployed.stacks();
  return Promise.all(names.map(name => deployed.invoke(Object.values<string>(stacks[`${name}-LambdaStack`])[0])));
};

test('cdk bootstrap and cdk deploy place a pipeline that deploys the app, asset by asset and stage by stage', async () => {
  terminal.link(app);
  await terminal.run(app, 'npm', 'run', 'build');
  await terminal.cdk(app, 'bootstrap', 'aws://111111111111/eu-west-1');
  await terminal.cdk(app, 'deploy', '--require-approval', 'never');
  await deployed.approve('MyPipeline');
  await deployed.ended('MyPipeline', 1);

  expect(await deployed.executions('MyPipeline')).toEqual(['CreatePipeline Succeeded']);
  expect((await deployed.actions('MyPipeline')).sort()).toEqual([...SYNTH, ASSETS, ...TESTING, ...STAGING, ...PRODUCTION].sort());
  expect(Object.keys(await deployed.stacks()).sort())
    .toEqual(['CDKToolkit', 'MyAppA-LambdaStack', 'MyAppB-LambdaStack', 'MyPipelineStack', 'staging-LambdaStack', 'testing-LambdaStack']);
  expect(await answers('testing', 'staging', 'MyAppA', 'MyAppB')).toEqual(Array(4).fill('Hello, CDK'));
});

test('a push changes the pipeline first: a stage is added, and the new code is deployed to every stage', async () => {
  edit('lambda/index.js', 'Hello, CDK', 'Hello again');
  edit('lib/my-pipeline-stack.ts', '    const wave =', "    pipeline.addStage(new MyPipelineAppStage(this, 'preview', { env: ENV }));\n\n    const wave =");
  app.commit('add a stage');
  await deployed.started('MyPipeline', 3);
  await deployed.approve('MyPipeline');
  await deployed.ended('MyPipeline', 3);

  expect(await deployed.executions('MyPipeline')).toEqual(['CreatePipeline Succeeded', 'WebhookV2 Cancelled', 'StartPipelineExecution Succeeded']);
  expect((await deployed.actions('MyPipeline')).sort()).toEqual([...SYNTH, ASSETS, ...TESTING, ...STAGING, ...stage('preview'), ...PRODUCTION].sort());
  expect(await answers('testing', 'staging', 'preview', 'MyAppA', 'MyAppB')).toEqual(Array(5).fill('Hello again'));
});

test('the account reports each execution, and exits with 0', async () => {
  expect(await terminal.interrupt()).toEqual({ status: 0, lacks: [] });
  const told = terminal.lines.flatMap(line => / MyPipeline +(started.*|\w+ after)/.exec(line)?.[1].replace(' after', '') ?? []);
  expect(told).toEqual(['started (creation)', 'Succeeded', 'started (push)', 'Cancelled', 'started (update)', 'Succeeded']);
});
