import { join } from 'path';
import * as cdk from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** The application: a function whose code is a file asset. */
export class MyLambdaStack extends cdk.Stack {
  readonly functionName: cdk.CfnOutput;

  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const handler = new Function(this, 'LambdaFunction', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(__dirname, '..', 'lambda')),
    });
    this.functionName = new cdk.CfnOutput(this, 'FunctionName', { value: handler.functionName });
  }
}
