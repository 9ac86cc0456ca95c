import { App, aws_iam as iam, aws_lambda as lambda, aws_sns as sns } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';

/** Notifies when a vehicle leaves its area. */
class Geofence extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Notifies when a vehicle leaves its area', version: '1.0.0' });
    const left = new sns.Topic(this, 'Left', { enforceSSL: true });
    const watch = new lambda.Function(this, 'Watch', {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'watch.handler',
      code: lambda.Code.fromAsset('handler'),
      environment: { TOPIC_ARN: left.topicArn, TRIP_TABLE_NAME: this.consume('fleet', 'TripTableName') },
    });
    watch.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [this.consume('fleet', 'TripTableArn')] }));
    left.grantPublish(watch);
    this.produce('TopicArn', left.topicArn, { description: 'Receives the vehicles that left their area' });
    this.produce('FunctionName', watch.functionName);
  }
}

const app = new App();
new Geofence(app, 'geofence');
app.synth();
