import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MyLambdaStack } from './my-pipeline-lambda-stack';

export class MyPipelineAppStage extends cdk.Stage {
  readonly functionName: cdk.CfnOutput;

  constructor(scope: Construct, id: string, props?: cdk.StageProps) {
    super(scope, id, props);
    this.functionName = new MyLambdaStack(this, 'LambdaStack').functionName;
  }
}
