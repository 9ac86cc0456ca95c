import { Stack, aws_iam as iam, aws_iot as iot, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acceptPatterns } from './accept-patterns';

/** The actions of a rule, and the permissions that its role needs for them. */
export interface TopicRuleActions {
  readonly actions: iot.CfnTopicRule.ActionProperty[];
  readonly permissions: readonly { readonly action: string; readonly resource: string }[];
}

export interface TopicRuleProps {
  /** Name of the rule within its module. */
  readonly name: string;
  readonly sql: string;
  /** The bucket for messages whose action failed, under `errors/<name>/`. */
  readonly errorBucket: s3.IBucket;
  /** Returns the rule's actions, which use the given role. */
  readonly actions: (roleArn: string) => TopicRuleActions;
}

/** An IoT rule with its own role, which stores messages that it could not deliver. */
export class TopicRule extends Construct {
  /** ARN of the rule. */
  public readonly arn: string;

  constructor(scope: Construct, id: string, { name, sql, errorBucket, actions: actionsOf }: TopicRuleProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    const { actions, permissions } = actionsOf(role.roleArn);
    const errors = errorBucket.arnForObjects(`errors/${name}/*`);
    for (const { action, resource } of [...permissions, { action: 's3:PutObject', resource: errors }]) {
      role.addToPolicy(new iam.PolicyStatement({ actions: [action], resources: [resource] }));
    }
    const objects = permissions.flatMap(({ action, resource }) => action === 's3:PutObject' ? [resource] : []);
    acceptPatterns(role, 'Keys end with what the message is about, or the day and an id.', [errors, ...objects]);

    const rule = new iot.CfnTopicRule(this, 'Rule', {
      ruleName: `${Stack.of(this).stackName}-${name}`.replaceAll('-', '_'),
      topicRulePayload: {
        awsIotSqlVersion: '2016-03-23',
        sql,
        actions,
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
    this.arn = rule.attrArn;
  }
}
