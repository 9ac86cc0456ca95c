import { join } from 'path';
import {
  Duration, RemovalPolicy,
  aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as lambda, aws_lambda_nodejs as nodejs, aws_logs as logs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule, InSyncModuleProps } from 'cv-insync';

/** Stores the longest trip of each vehicle. */
export class SampleModule extends InSyncModule {
  constructor(scope: Construct, id: string, props: InSyncModuleProps = {}) {
    super(scope, id, props);

    const longest = new dynamodb.Table(this, 'LongestTrips', {
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, // data outlives the module
    });

    const remember = new nodejs.NodejsFunction(this, 'Remember', {
      description: 'Remembers a trip if it is the longest of its vehicle',
      entry: join(__dirname, 'longest-trip.handler.ts'),
      bundling: { target: 'node24', forceDockerBundling: false, logLevel: nodejs.LogLevel.WARNING },
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(30),
      logGroup: new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY }),
      environment: {
        LONGEST_TABLE_NAME: longest.tableName,
        FLEET_TRIP_TABLE_NAME: this.consume('fleet', 'TripTableName'),
      },
      initialPolicy: [
        new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [this.consume('fleet', 'TripTableArn')] }),
      ],
    });
    longest.grant(remember, 'dynamodb:PutItem');

    this.produce('FunctionName', remember.functionName, { description: 'Function to invoke with { vin, trip_id } when a trip has ended' });
  }
}
