import { writeFileSync } from 'fs';
import { join } from 'path';
import type { Deployed } from '../deployed';
import { type Repository, Terminal } from '../terminal';

/*
 * Two pipelines of type V2, one of which invokes the other, as in the README of aws-cdk-lib/aws-codepipeline-actions ("Pipeline",
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_codepipeline_actions-readme.html), with the filters of pushes, the
 * variables and the execution mode of the README of aws-cdk-lib/aws-codepipeline ("Push filter", "Pipeline-level variables", "Execution mode").
 */
jest.setTimeout(900_000);
let terminal: Terminal;
let infrastructure: Repository;
let services: Repository;
let deployed: Deployed;
beforeAll(async () => {
  terminal = new Terminal();
  infrastructure = terminal.repository('my-org/infrastructure', 'project', 'nested-pipelines/infrastructure');
  services = terminal.repository('my-org/services', 'nested-pipelines/services');
  deployed = await terminal.start();
});
afterAll(() => terminal.remove());

const write = (file: string, text: string) => writeFileSync(join(services.folder, file), text);
const released = async () => (await deployed.stacks()).api;

test('both run when they are created, and one starts the other with the revision that it tested', async () => {
  terminal.link(infrastructure);
  await terminal.cdk(infrastructure, 'bootstrap', 'aws://123456789012/us-east-1');
  await terminal.cdk(infrastructure, 'deploy', '--require-approval', 'never');
  await deployed.ended('release', 2);
  await deployed.ended('integration', 1);
  expect(await deployed.executions('integration')).toEqual(['CreatePipeline Succeeded']);
  expect(await deployed.actions('integration')).toEqual(['Source/Checkout Succeeded', 'Test/Test Succeeded', 'Release/Invoke Succeeded']);
  expect(await deployed.executions('release')).toEqual(['CreatePipeline Succeeded', 'StartPipelineExecution Succeeded']);
  expect(await released()).toEqual({ Version: '1.0.0' });
});

test('a push to another folder starts neither, and a push to their folder starts the one that it triggers', async () => {
  write('README.md', 'not of interest');
  services.commit('a page');
  write('api/version.txt', '1.1.0\n');
  const commit = services.commit('release it');
  await deployed.ended('release', 3);
  await deployed.ended('integration', 2);
  expect(await deployed.executions('integration')).toEqual(['CreatePipeline Succeeded', 'WebhookV2 Succeeded']);
  expect(await deployed.executions('release')).toEqual(['CreatePipeline Succeeded', 'StartPipelineExecution Succeeded', 'StartPipelineExecution Succeeded']);
  expect(await deployed.revision('release')).toBe(commit);
  expect(await released()).toEqual({ Version: '1.1.0' });
});

test('the account exits with 0', async () => {
  expect(await terminal.interrupt()).toEqual({ status: 0, lacks: [] });
});
