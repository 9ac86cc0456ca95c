import * as path from 'node:path';
import { Duration, RemovalPolicy, Validations, aws_iam as iam, aws_lambda as lambda, aws_lambda_nodejs as nodejs, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The function in `src/handler.ts`. It is invoked synchronously, so that the caller receives failures and no queue is needed. */
export class Responder extends nodejs.NodejsFunction {
  constructor(scope: Construct, id: string, environment: Record<string, string>) {
    const logGroup = new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      description: 'Answers requests of owners about their vehicles',
      environment,
      entry: path.join(__dirname, '../src/handler.ts'),
      depsLockFilePath: path.join(__dirname, '../package.json'),
      bundling: { target: 'node24', forceDockerBundling: false, logLevel: nodejs.LogLevel.WARNING },
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(10),
      tracing: lambda.Tracing.ACTIVE,
      loggingFormat: lambda.LoggingFormat.JSON,
      logGroup,
      role,
    });
    logGroup.grantWrite(role);
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray knows no narrower resource for traces.' });
  }

  /** Allows the function some actions on a table. */
  public allow(table: string, ...actions: string[]): void {
    this.addToRolePolicy(new iam.PolicyStatement({ actions: actions.map(action => `dynamodb:${action}`), resources: [table] }));
  }
}
