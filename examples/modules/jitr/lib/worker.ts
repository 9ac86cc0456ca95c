import * as path from 'node:path';
import {
  Duration, RemovalPolicy, Validations,
  aws_cloudwatch as cloudwatch, aws_iam as iam, aws_lambda as lambda, aws_lambda_nodejs as nodejs, aws_logs as logs, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface WorkerProps {
  readonly description: string;
  readonly environment: Record<string, string>;
}

/** The function in `src/handler.ts`. It runs up to three times for an event. Events that fail are kept in a queue, and alarms report both. */
export class Worker extends nodejs.NodejsFunction {
  /** Events that could not be handled, for 14 days. */
  public readonly unhandled: sqs.Queue;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    const unhandled = new sqs.Queue(scope, `${id}Unhandled`, {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const logGroup = new logs.LogGroup(scope, `${id}Logs`, {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      ...props,
      entry: path.join(__dirname, '../src/handler.ts'),
      depsLockFilePath: path.join(__dirname, '../package.json'),
      bundling: { target: 'node24', forceDockerBundling: false, logLevel: nodejs.LogLevel.WARNING },
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(30),
      retryAttempts: 2,
      deadLetterQueue: unhandled,
      tracing: lambda.Tracing.ACTIVE,
      loggingFormat: lambda.LoggingFormat.JSON,
      logGroup,
      role,
    });
    logGroup.grantWrite(role);
    this.unhandled = unhandled;

    this.alarm('Failing', this.metricErrors(), 3, `${props.description}: attempts have failed for 15 minutes`);
    this.alarm('Lost', unhandled.metricApproximateNumberOfMessagesVisible(), 1, `${props.description}: failed events wait in the queue`);
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray knows no narrower resource for traces.' });
  }

  /** Allows the function some actions on a resource. */
  public allow(resource: string, ...actions: string[]): void {
    this.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  }

  /** Adds an alarm for a metric that was above zero in each of a number of five-minute periods. */
  private alarm(id: string, metric: cloudwatch.Metric, evaluationPeriods: number, alarmDescription: string): void {
    metric.createAlarm(this, id, {
      alarmDescription,
      threshold: 1,
      evaluationPeriods,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
