import { App, Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_iot as iot, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CoreInSync, InSyncModule, Module, Source } from 'cv-insync';

/** Vehicles and their trips. */
class Fleet extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Vehicles and their trips', version: '1.0.0' });
    const trips = new dynamodb.Table(this, 'Trips', {
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'trip_id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    this.produce('TripTableName', trips.tableName, { description: 'Trips, by vin and trip_id' });
    this.produce('TripTableArn', trips.tableArn);
  }
}

/** Stores the messages of vehicles: trips in the fleet's table, all others in a bucket. */
class Telemetry extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'What vehicles send', version: '1.0.0' });
    const raw = new s3.Bucket(this, 'Raw', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    const role = new iam.Role(this, 'RuleRole', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [this.consume('fleet', 'TripTableArn')] }));
    raw.grantPut(role);
    const rule = (name: string, topic: string, action: iot.CfnTopicRule.ActionProperty) => new iot.CfnTopicRule(this, name, {
      ruleName: `${this.stackName.replace(/-/g, '_')}_${name}`,
      topicRulePayload: { awsIotSqlVersion: '2016-03-23', sql: `SELECT * FROM 'connectedcar/${topic}/#'`, actions: [action] },
    });
    rule('Trip', 'trip', { dynamoDBv2: { roleArn: role.roleArn, putItem: { tableName: this.consume('fleet', 'TripTableName') } } });
    rule('Signal', 'telemetry', { s3: { roleArn: role.roleArn, bucketName: raw.bucketName, key: 'telemetry/${topic()}/${timestamp()}' } });
    this.produce('RawBucketName', raw.bucketName);
  }
}

/** A connection is for one host. */
const GITLAB = 'arn:aws:codeconnections:us-east-1:123456789012:connection/5a1c7e90-64d2-4f0b-8b3e-27c1d9f0a6e4';
const BITBUCKET = 'arn:aws:codeconnections:us-east-1:123456789012:connection/b83d2f16-0c57-4e9a-9f48-6d0e1a72c5b9';

const app = new App({ analyticsReporting: false });
new CoreInSync(new Stack(app, 'connected-vehicle-core'), 'InSync', {
  source: Source.gitHub('acme/connected-vehicle', { connectionArn: app.node.getContext('connectionArn') }),
  core: [new Fleet(app, 'fleet'), new Telemetry(app, 'telemetry')],
  modules: [
    Module.of('geofence', Source.gitHub('acme/cv-geofence')),
    Module.of('charging', Source.gitLab('acme/vehicles/modules', { branch: 'release', folder: 'charging', connectionArn: GITLAB }), {
      parameters: { Currency: 'EUR' },
    }),
    Module.of('weather', Source.bitbucket('acme/cv-weather', { connectionArn: BITBUCKET }), {
      permissions: [{ actions: ['geo:SearchPlaceIndexForPosition'], resources: ['arn:aws:geo:us-east-1:123456789012:place-index/weather'] }],
      approval: true,
    }),
  ],
});
app.synth();
