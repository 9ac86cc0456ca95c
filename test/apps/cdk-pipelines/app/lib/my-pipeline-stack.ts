import * as cdk from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
import type { Construct } from 'constructs';
import { MyPipelineAppStage } from './my-pipeline-app-stage';

const ENV = { account: '111111111111', region: 'eu-west-1' };

export class MyPipelineStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    const pipeline = new CodePipeline(this, 'Pipeline', {
      pipelineName: 'MyPipeline',
      synth: new ShellStep('Synth', {
        input: CodePipelineSource.connection('my-org/my-app', 'main', {
          connectionArn: 'arn:aws:codestar-connections:eu-west-1:111111111111:connection/7d2469ff-514a-4e4f-9003-5ca4a43cdc41',
        }),
        commands: ['npm ci', 'npm run build', 'npx cdk synth'],
      }),
    });

    const testing = new MyPipelineAppStage(this, 'testing', { env: ENV });
    pipeline.addStage(testing, {
      post: [
        new ShellStep('validate', {
          envFromCfnOutputs: { FUNCTION_NAME: testing.functionName },
          commands: ['test -n "$FUNCTION_NAME"'],
        }),
      ],
    });
    pipeline.addStage(new MyPipelineAppStage(this, 'staging', { env: ENV }), { pre: [new ManualApprovalStep('approval')] });

    const wave = pipeline.addWave('production');
    wave.addStage(new MyPipelineAppStage(this, 'MyAppA', { env: ENV }));
    wave.addStage(new MyPipelineAppStage(this, 'MyAppB', { env: ENV }));
  }
}
