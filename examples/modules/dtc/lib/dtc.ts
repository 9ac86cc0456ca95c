import * as path from 'node:path';
import {
  Duration, RemovalPolicy,
  aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as lambda, aws_lambda_nodejs as nodejs, aws_logs as logs, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { CodeRule } from './code-rule';
import { version } from '../package.json';

/** Explains the diagnostic trouble codes that vehicles report, keeps them and has the owner told. */
export class Dtc extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Explains diagnostic trouble codes, keeps them and has the owner told' });

    const findings = new dynamodb.Table(this, 'Findings', {
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'dtc_id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const unhandled = new sqs.Queue(this, 'Unhandled', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });

    new CodeRule(this, 'ReportedCodes', {
      recorder: this.recorder(findings, unhandled),
      stream: { name: this.consume('telemetry', 'StreamName'), arn: this.consume('telemetry', 'StreamArn') },
      errorQueue: unhandled,
    });

    this.produce('TableName', findings.tableName);
    this.produce('TableArn', findings.tableArn);
  }

  private recorder(findings: dynamodb.ITable, deadLetterQueue: sqs.IQueue): lambda.IFunction {
    const allow = (action: string, resource: string) => new iam.PolicyStatement({ actions: [action], resources: [resource] });

    const recorder = new nodejs.NodejsFunction(this, 'Recorder', {
      description: 'Explains, stores and tells a reported trouble code',
      entry: path.join(__dirname, '../src/handler.ts'),
      depsLockFilePath: path.join(__dirname, '../package.json'),
      bundling: { target: 'node22', forceDockerBundling: false, logLevel: nodejs.LogLevel.WARNING },
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(30),
      environment: {
        DTC_TABLE: findings.tableName,
        TRIP_TABLE: this.consume('fleet', 'TripTableName'),
        NOTIFY_FUNCTION: this.consume('notifications', 'FunctionName'),
      },
      deadLetterQueue,
      logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY }),
      initialPolicy: [
        allow('dynamodb:GetItem', this.consume('fleet', 'TripTableArn')),
        allow('lambda:InvokeFunction', this.consume('notifications', 'FunctionArn')),
      ],
    });
    findings.grant(recorder, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    return recorder;
  }
}
