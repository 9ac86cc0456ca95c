import { Arn, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { acceptPatterns } from './accept-patterns';
import { Worker } from './worker';
import { version } from '../package.json';

/** A function that other modules call to alert a vehicle and its owners. */
export class Notifications extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      version,
      description: 'Alerts vehicles over MQTT and their owners by text message',
      // The topics that vehicles listen on do not carry the solution's name.
      permissions: [{ actions: ['iot:Publish'], resources: ['arn:*:iot:*:*:topic/connectedcar/alert/*'] }],
    });

    const index = this.consume('fleet', 'OwnerByVinIndexName');
    const notify = new Worker(this, 'Notify', {
      description: 'Publishes an alert to a vehicle and sends text messages to its owners',
      environment: {
        OWNER_TABLE: this.consume('fleet', 'OwnerTableName'),
        OWNER_BY_VIN_INDEX: index,
        USER_POOL: this.consume('auth', 'UserPoolId'),
      },
    });
    notify.allow(`${this.consume('fleet', 'OwnerTableArn')}/index/${index}`, 'dynamodb:Query');
    notify.allow(this.consume('auth', 'UserPoolArn'), 'cognito-idp:AdminGetUser');
    this.allowAlerts(notify);

    this.produce('FunctionName', notify.functionName);
    this.produce('FunctionArn', notify.functionArn);
  }

  private allowAlerts({ role }: Worker): void {
    const topics = Arn.format({ service: 'iot', resource: 'topic', resourceName: 'connectedcar/alert/*' }, Stack.of(this));
    const alerts = new iam.Policy(this, 'SendAlerts', {
      roles: [role!],
      statements: [
        new iam.PolicyStatement({ actions: ['iot:Publish'], resources: [topics] }),
        // Phone numbers have no ARN, so the policy allows everything except topics.
        new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }),
      ],
    });
    acceptPatterns(alerts, 'Topics of alerts end with the vehicle and the type of the alert.', [topics]);
  }
}
