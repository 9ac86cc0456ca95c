import * as path from 'node:path';
import {
  Arn, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_lambda as lambda, aws_lambda_nodejs as nodejs, aws_logs as logs, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { version } from '../package.json';

/** A function that other modules ask to alert a vehicle and its owners. */
export class Notifications extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Alerts vehicles over MQTT and their owners by text message' });

    const ownerTableName = this.consume('fleet', 'OwnerTableName');
    const ownerTableArn = this.consume('fleet', 'OwnerTableArn');
    const index = this.consume('fleet', 'OwnerByVinIndexName');

    const unsent = new sqs.Queue(this, 'Unsent', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const notify = new nodejs.NodejsFunction(this, 'Notify', {
      description: 'Publishes an alert to a vehicle and texts its owners',
      entry: path.join(__dirname, '../src/handler.ts'),
      depsLockFilePath: path.join(__dirname, '../package.json'),
      bundling: { target: 'node22', forceDockerBundling: false, logLevel: nodejs.LogLevel.WARNING },
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(30),
      environment: { OWNER_TABLE: ownerTableName, OWNER_BY_VIN_INDEX: index },
      deadLetterQueue: unsent,
      logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY }),
    });
    notify.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${ownerTableArn}/index/${index}`] }));
    notify.addToRolePolicy(new iam.PolicyStatement({
      actions: ['iot:Publish'],
      resources: [Arn.format({ service: 'iot', resource: 'topic', resourceName: 'connectedcar/alert/*' }, Stack.of(this))],
    }));
    // A phone has no ARN: everything but topics.
    notify.addToRolePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }));

    this.produce('FunctionName', notify.functionName);
    this.produce('FunctionArn', notify.functionArn);
  }
}
