import { Stack, aws_iam as iam, aws_iot as iot } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Worker } from './worker';

export interface VehicleRuleProps {
  /** Name of the rule within its module. */
  readonly name: string;
  /** Selects messages. Include `vin = topic(3)`, so that a vehicle can only report about itself. */
  readonly sql: string;
  /** Receives each message. */
  readonly worker: Worker;
  /**
   * A delivery stream that also receives each message, unchanged.
   *
   * @default - none
   */
  readonly stream?: { readonly name: string; readonly arn: string };
}

/** Passes messages of vehicles to a worker. Messages that cannot be passed on are kept in the worker's queue. */
export class VehicleRule extends Construct {
  constructor(scope: Construct, id: string, { name, sql, worker, stream }: VehicleRuleProps) {
    super(scope, id);
    const { stackName, account } = Stack.of(this);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    worker.unhandled.grantSendMessages(role);
    if (stream) role.addToPolicy(new iam.PolicyStatement({ actions: ['firehose:PutRecord'], resources: [stream.arn] }));

    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: `${stackName}-${name}`.replaceAll('-', '_'),
      topicRulePayload: {
        awsIotSqlVersion: '2016-03-23',
        sql,
        actions: [
          { lambda: { functionArn: worker.functionArn } },
          ...stream ? [{ firehose: { deliveryStreamName: stream.name, separator: '\n', roleArn: role.roleArn } }] : [],
        ],
        errorAction: { sqs: { queueUrl: worker.unhandled.queueUrl, useBase64: false, roleArn: role.roleArn } },
      },
    });
    rule.node.addDependency(role);

    worker.addPermission(`From${id}`, {
      principal: new iam.ServicePrincipal('iot.amazonaws.com'),
      sourceArn: rule.attrArn,
      sourceAccount: account,
    });
  }
}
