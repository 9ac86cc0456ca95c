import { Stack, aws_iam as iam, aws_iot as iot, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface TopicRuleProps {
  /** Name of the rule within its module. */
  readonly name: string;
  readonly sql: string;
  /** Where messages go whose action failed, under `errors/<name>/`. */
  readonly errorBucket: s3.IBucket;
  /** The rule's actions, which act with the given role. */
  readonly actions: (role: iam.Role) => iot.CfnTopicRule.ActionProperty[];
}

/** An IoT rule with a role of its own and a place for messages that it could not deliver. */
export class TopicRule extends Construct {
  constructor(scope: Construct, id: string, { name, sql, errorBucket, actions }: TopicRuleProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    errorBucket.grantPut(role, `errors/${name}/*`);

    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: `${Stack.of(this).stackName}-${name}`.replaceAll('-', '_'),
      topicRulePayload: {
        awsIotSqlVersion: '2016-03-23',
        sql,
        actions: actions(role),
        errorAction: {
          s3: {
            bucketName: errorBucket.bucketName,
            key: `errors/${name}/\${parse_time("yyyy/MM/dd", timestamp())}/\${newuuid()}.json`,
            roleArn: role.roleArn,
          },
        },
      },
    });
    rule.node.addDependency(role);
  }
}
