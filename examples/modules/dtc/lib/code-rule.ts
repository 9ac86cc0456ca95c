import { Stack, aws_iam as iam, aws_iot as iot, aws_lambda as lambda, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface CodeRuleProps {
  readonly recorder: lambda.IFunction;
  /** Where every report is kept as it came, beside the vehicle's signals. */
  readonly stream: { readonly name: string; readonly arn: string };
  /** Where reports go that could not be handed over. */
  readonly errorQueue: sqs.IQueue;
}

/** Hands each trouble code that a vehicle reports about itself to the recorder and to the telemetry stream. */
export class CodeRule extends Construct {
  constructor(scope: Construct, id: string, { recorder, stream, errorQueue }: CodeRuleProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['firehose:PutRecord'], resources: [stream.arn] }));
    errorQueue.grantSendMessages(role);

    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: `${Stack.of(this).stackName}-codes`.replaceAll('-', '_'),
      topicRulePayload: {
        awsIotSqlVersion: '2016-03-23',
        sql: "SELECT * FROM 'connectedcar/dtc/#' WHERE vin = topic(3)",
        actions: [
          { lambda: { functionArn: recorder.functionArn } },
          { firehose: { deliveryStreamName: stream.name, separator: '\n', roleArn: role.roleArn } },
        ],
        errorAction: { sqs: { queueUrl: errorQueue.queueUrl, useBase64: false, roleArn: role.roleArn } },
      },
    });
    rule.node.addDependency(role);

    recorder.addPermission('FromCodeRule', {
      principal: new iam.ServicePrincipal('iot.amazonaws.com'),
      sourceArn: rule.attrArn,
      sourceAccount: Stack.of(this).account,
    });
  }
}
