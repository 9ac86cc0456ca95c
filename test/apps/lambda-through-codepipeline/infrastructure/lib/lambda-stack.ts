import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type CfnParametersCode, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** A function whose code comes from another repository through the pipeline. */
export class LambdaStack extends Stack {
  readonly lambdaCode: CfnParametersCode;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.lambdaCode = Code.fromCfnParameters();
    const handler = new Function(this, 'Lambda', {
      code: this.lambdaCode,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      environment: { GREETING: 'Hello' },
    });
    new CfnOutput(this, 'FunctionName', { value: handler.functionName });
  }
}
