import { Stack, aws_iam as iam, aws_iot as iot } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Worker } from './worker';

/** Passes certificates to a worker when they first connect to AWS IoT. Events that cannot be passed on are kept in the worker's queue. */
export class CertificateRule extends Construct {
  constructor(scope: Construct, id: string, worker: Worker) {
    super(scope, id);
    const { stackName, account } = Stack.of(this);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    worker.unhandled.grantSendMessages(role);

    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: `${stackName}-registered`.replaceAll('-', '_'),
      topicRulePayload: {
        awsIotSqlVersion: '2016-03-23',
        sql: "SELECT * FROM '$aws/events/certificates/registered/#'",
        actions: [{ lambda: { functionArn: worker.functionArn } }],
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
