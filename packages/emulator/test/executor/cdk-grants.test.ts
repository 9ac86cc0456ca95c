/* eslint-disable import/no-extraneous-dependencies -- the CDK is a dependency of cv-insync, with which the tests of the emulator run */
import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { BuildSpec, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { Artifact, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import {
  CloudFormationCreateReplaceChangeSetAction, CloudFormationCreateUpdateStackAction, CloudFormationDeleteStackAction,
  CloudFormationExecuteChangeSetAction,
  CodeBuildAction, CodeStarConnectionsSourceAction, LambdaInvokeAction, ManualApprovalAction, PipelineInvokeAction, S3SourceAction, S3Trigger,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { strToU8, zipSync } from 'fflate';
import { bench, executionsOf, repository, until, type Bench } from './support';
import { PROVIDERS } from '../../src/facts';

/**
 * Pipelines of the CDK's own actions (aws-cdk-lib/aws-codepipeline-actions) run on AWS with what these grant, and with nothing else.
 * So the emulator may not ask for more.
 */
const SOURCES = 'sources';
const CONNECTIONS = ['codestar-connections', 'codeconnections'].map(service => `arn:aws:${service}:us-east-1:123456789012:connection/some`);

/** A template, which may be too large to be passed in a call. */
const template = (length: number) => JSON.stringify({
  Description: 'a parameter',
  Resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'a' } } },
  Metadata: { padding: ' '.repeat(length) },
  Outputs: { Name: { Value: { Ref: 'Parameter' } } },
});
const FILES = { 'small.json': template(0), 'large.json': template(60_000), 'configuration.json': '{ "Tags": { "team": "cars" } }' };

const ANSWER = `
const { CodePipelineClient, PutJobSuccessResultCommand } = require('@aws-sdk/client-codepipeline');
exports.handler = event => new CodePipelineClient({}).send(new PutJobSuccessResultCommand({ jobId: event['CodePipeline.job'].id }));
`;

function deployable(usePipelineRoleForActions: boolean): object {
  const env = { account: '123456789012', region: 'us-east-1' };
  const stack = new Stack(new App(), 'Pipelines', { env, synthesizer: new LegacyStackSynthesizer() });
  const sourceBucket = Bucket.fromBucketName(stack, 'Sources', SOURCES);
  const project = (id: string, more: object = {}) => new PipelineProject(stack, id, {
    buildSpec: BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['cat *'] } }, artifacts: { files: '**/*' }, ...more }),
  });
  const fromBucket = (actionName: string, output: Artifact) =>
    new S3SourceAction({ actionName, bucket: sourceBucket, bucketKey: 'source.zip', trigger: S3Trigger.NONE, output });
  const connected = (actionName: string, connectionArn: string, codeBuildCloneOutput: boolean) => new CodeStarConnectionsSourceAction({
    actionName, connectionArn, codeBuildCloneOutput, owner: 'acme', repo: 'app', branch: 'main', triggerOnPush: false, output: new Artifact(actionName),
  });
  const [zips, clones] = [false, true].map(clone => CONNECTIONS.map((arn, index) => connected(`${clone ? 'Clone' : 'Zip'}${index}`, arn, clone)));
  const artifacts = (actions: readonly CodeStarConnectionsSourceAction[]) => actions.flatMap(({ actionProperties: { outputs } }) => outputs!);
  const build = (actionName: string, input: Artifact, outputs: Artifact[]) =>
    new CodeBuildAction({ actionName, project: project(actionName), input, outputs });
  const files = new Artifact('Files');
  const deployment = (stackName: string, file: string, deployed?: Artifact) => ({
    stackName,
    adminPermissions: true,
    templatePath: files.atPath(file),
    templateConfiguration: files.atPath('configuration.json'),
    ...deployed ? { output: deployed, outputFileName: 'outputs.json' } : {},
  });
  const pipeline = (id: string, stages: object[]) => new Pipeline(stack, id, {
    pipelineName: id, pipelineType: PipelineType.V2, crossAccountKeys: true, usePipelineRoleForActions, stages: stages as any,
  });
  const invoked = pipeline('invoked', [
    { stageName: 'Source', actions: [fromBucket('Source', new Artifact('Invoked'))] },
    { stageName: 'Approval', actions: [new ManualApprovalAction({ actionName: 'Ask' })] },
  ]);
  pipeline('all', [
    { stageName: 'Source', actions: [fromBucket('Bucket', files), ...zips, ...clones] },
    {
      stageName: 'Build',
      actions: artifacts([...zips, ...clones]).map((input, index) => build(`Build${index}`, input, [new Artifact(`Built${index}`)])),
    },
    {
      stageName: 'Other',
      actions: [
        new LambdaInvokeAction({
          actionName: 'Function',
          inputs: [files],
          lambda: new Function(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(ANSWER) }),
        }),
        new PipelineInvokeAction({ actionName: 'Pipeline', targetPipeline: invoked }),
        new ManualApprovalAction({ actionName: 'Ask', notificationTopic: new Topic(stack, 'Topic') }),
      ],
    },
    {
      stageName: 'Deploy',
      actions: [
        new CloudFormationCreateUpdateStackAction({ actionName: 'Create', runOrder: 1, ...deployment('app', 'small.json', new Artifact('Deployed')) }),
        new CloudFormationCreateReplaceChangeSetAction({ actionName: 'Propose', runOrder: 2, changeSetName: 'change', ...deployment('app', 'large.json') }),
        new CloudFormationExecuteChangeSetAction({ actionName: 'Execute', runOrder: 3, changeSetName: 'change', stackName: 'app' }),
        new CloudFormationCreateUpdateStackAction({ actionName: 'Replace', runOrder: 4, replaceOnFailure: true, ...deployment('app', 'small.json') }),
        new CloudFormationDeleteStackAction({ actionName: 'Delete', runOrder: 5, stackName: 'app', adminPermissions: true }),
      ],
    },
  ]);
  return (stack.node.root as App).synth().getStackByName(stack.stackName).template;
}

let on: Bench;
beforeEach(async () => {
  on = await bench({ iam: true });
  await repository(on, 'acme/app', FILES);
  await on.account.call('s3', 'CreateBucket', { Bucket: SOURCES });
  await on.account.call('s3', 'PutBucketVersioning', { Bucket: SOURCES, VersioningConfiguration: { Status: 'Enabled' } });
  const Body = Buffer.from(zipSync(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, strToU8(text)]))));
  await on.account.call('s3', 'PutObject', { Bucket: SOURCES, Key: 'source.zip', Body, Tagging: 'team=cars' });
});
afterEach(() => on.close());

/** Waits until all pipelines have ended, and approves what they ask for. */
const ended = () => until(async () => {
  for (const pipelineName of ['all', 'invoked']) {
    for (const { status, stage: stageName, name: actionName, token } of executionsOf(on, pipelineName).flatMap(({ actions }) => actions)) {
      if (status !== 'InProgress' || token === undefined) continue;
      await on.account.call('codepipeline', 'PutApprovalResult', { pipelineName, stageName, actionName, token, result: { status: 'Approved', summary: 'yes' } });
    }
  }
  return on.executor.running().length === 0;
}, 50);

test.each([
  ['a role for each action', false],
  ['the role of the pipeline for all actions', true],
])('with %s, the CDK\'s pipelines may do all that they do', async (_, usePipelineRoleForActions) => {
  await on.account.call('s3', 'PutObject', { Bucket: SOURCES, Key: 'pipelines.json', Body: Buffer.from(JSON.stringify(deployable(usePipelineRoleForActions))) });
  const TemplateURL = `https://s3.us-east-1.amazonaws.com/${SOURCES}/pipelines.json`;
  await on.account.call('cloudformation', 'CreateStack', { StackName: 'pipelines', TemplateURL, Capabilities: ['CAPABILITY_IAM'] });
  await on.account.settled();
  await ended();
  const [{ actions, declaration }] = executionsOf(on, 'all');
  const types = new Set(declaration.stages!.flatMap(stage => stage.actions!).map(({ actionTypeId: { category, provider } = {} }) => `${category}/${provider}`));

  expect(on.account.permissions!.refusals).toEqual([]);
  expect(actions.map(({ name, status, error }) => [name, status, error?.message]).filter(([, status]) => status !== 'Succeeded')).toEqual([]);
  expect(actions).toHaveLength(5 + 4 + 3 + 5);
  expect([...types].sort()).toEqual(Object.keys(PROVIDERS).filter(type => type !== 'Test/CodeBuild').sort());
});
