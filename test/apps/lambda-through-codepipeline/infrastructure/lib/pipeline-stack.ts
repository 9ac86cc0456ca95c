import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { ReadWriteType, Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { BuildSpec, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { Artifact, Pipeline, PipelineType } from 'aws-cdk-lib/aws-codepipeline';
import {
  CloudFormationCreateReplaceChangeSetAction, CloudFormationExecuteChangeSetAction, CodeBuildAction, CodeBuildActionType,
  CodeStarConnectionsSourceAction, LambdaInvokeAction, ManualApprovalAction, S3SourceAction, S3Trigger,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { type CfnParametersCode, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface PipelineStackProps extends StackProps {
  readonly lambdaCode: CfnParametersCode;
}

const KEY = 'lambda.zip';
const STACK_NAME = 'DeployedLambda';
const CHANGE_SET_NAME = 'StagedChangeSet';

/** Returns a variable to the pipeline, computed from the given stack name. */
const ANSWER = `
  const { CodePipelineClient, PutJobSuccessResultCommand } = require('@aws-sdk/client-codepipeline');
  exports.handler = async event => {
    const { id, data } = event['CodePipeline.job'];
    const { stack } = JSON.parse(data.actionConfiguration.configuration.UserParameters);
    await new CodePipelineClient({}).send(new PutJobSuccessResultCommand({ jobId: id, outputVariables: { VERDICT: stack + ' is fine' } }));
  };
`;

export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { lambdaCode, ...props }: PipelineStackProps) {
    super(scope, id, props);

    const sourceBucket = new Bucket(this, 'SourceBucket', { versioned: true, removalPolicy: RemovalPolicy.DESTROY });
    new Trail(this, 'CloudTrail').addS3EventSelector([{ bucket: sourceBucket, objectPrefix: KEY }], { readWriteType: ReadWriteType.WRITE_ONLY });
    new CfnOutput(this, 'SourceBucketName', { value: sourceBucket.bucketName });

    const lambdaSourceOutput = new Artifact();
    const lambdaSource = new S3SourceAction({
      actionName: 'Lambda_Source', bucket: sourceBucket, bucketKey: KEY, output: lambdaSourceOutput, trigger: S3Trigger.EVENTS,
    });
    const cdkSourceOutput = new Artifact();
    const cdkSource = new CodeStarConnectionsSourceAction({
      actionName: 'CDK_Source',
      owner: 'my-org',
      repo: 'infrastructure',
      branch: 'main',
      output: cdkSourceOutput,
      connectionArn: 'arn:aws:codestar-connections:us-east-1:123456789012:connection/12345678-abcd-12ab-34cdef5678gh',
    });

    const cdkBuildOutput = new Artifact('CdkBuildOutput');
    const cdkBuild = new CodeBuildAction({
      actionName: 'CDK_Build',
      input: cdkSourceOutput,
      outputs: [cdkBuildOutput],
      project: new PipelineProject(this, 'CdkBuildProject', {
        buildSpec: BuildSpec.fromObject({
          version: '0.2',
          phases: { install: { commands: 'npm ci' }, build: { commands: 'npx cdk synth LambdaStack --output dist' } },
          artifacts: { 'base-directory': 'dist', 'files': ['LambdaStack.template.json'] },
        }),
      }),
    });
    const lambdaBuildOutput = new Artifact('LambdaBuildOutput');
    const lambdaBuild = new CodeBuildAction({
      actionName: 'Lambda_Build',
      input: lambdaSourceOutput,
      outputs: [lambdaBuildOutput],
      project: new PipelineProject(this, 'LambdaBuildProject', {
        buildSpec: BuildSpec.fromObject({
          version: '0.2',
          phases: { build: { commands: ['npm test', 'npm run build'] } },
          artifacts: { 'base-directory': 'dist', 'files': ['index.js'] },
        }),
      }),
    });

    const verdict = new LambdaInvokeAction({
      actionName: 'Verify',
      lambda: new Function(this, 'Verifier', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(ANSWER) }),
      userParameters: { stack: STACK_NAME },
    });

    new Pipeline(this, 'Pipeline', {
      pipelineName: 'LambdaPipeline',
      pipelineType: PipelineType.V1,
      stages: [
        { stageName: 'Source', actions: [lambdaSource, cdkSource] },
        { stageName: 'Build', actions: [lambdaBuild, cdkBuild] },
        {
          stageName: 'Deploy',
          actions: [
            new CloudFormationCreateReplaceChangeSetAction({
              actionName: 'PrepareChanges',
              stackName: STACK_NAME,
              changeSetName: CHANGE_SET_NAME,
              adminPermissions: true,
              templatePath: cdkBuildOutput.atPath('LambdaStack.template.json'),
              parameterOverrides: { ...lambdaCode.assign(lambdaBuildOutput.s3Location) },
              extraInputs: [lambdaBuildOutput],
              runOrder: 1,
            }),
            new ManualApprovalAction({ actionName: 'ApproveChanges', notificationTopic: new Topic(this, 'Approvals'), runOrder: 2 }),
            new CloudFormationExecuteChangeSetAction({ actionName: 'ExecuteChanges', stackName: STACK_NAME, changeSetName: CHANGE_SET_NAME, runOrder: 3 }),
          ],
        },
        { stageName: 'Verify', actions: [verdict] },
        {
          stageName: 'Report',
          actions: [new CodeBuildAction({
            actionName: 'Report',
            type: CodeBuildActionType.TEST,
            input: lambdaBuildOutput,
            environmentVariables: { VERDICT: { value: verdict.variable('VERDICT') } },
            project: new PipelineProject(this, 'ReportProject', {
              buildSpec: BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: [`test "$VERDICT" = "${STACK_NAME} is fine"`] } } }),
            }),
          })],
        },
      ],
    });
  }
}
