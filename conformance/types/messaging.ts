import { att, deleted, policy, ref, resource, role, sub, type TypeCase } from './case';

/** Queues, topics, streams, events and what connects them. */
export const MESSAGING: readonly TypeCase[] = [
  {
    name: 'queue',
    resources: {
      Queue: resource('AWS::SQS::Queue', { VisibilityTimeout: 30 }),
      QueuePolicy: resource('AWS::SQS::QueuePolicy', {
        Queues: [ref('Queue')], PolicyDocument: policy('sqs:SendMessage', att('Queue'), { Principal: { Service: 'sns.amazonaws.com' } }),
      }),
      InlineQueue: resource('AWS::SQS::Queue'),
      QueueInlinePolicy: resource('AWS::SQS::QueueInlinePolicy', {
        Queue: ref('InlineQueue'), PolicyDocument: policy('sqs:SendMessage', att('InlineQueue'), { Principal: { Service: 'sns.amazonaws.com' } }),
      }),
    },
    change: { Queue: { VisibilityTimeout: 31 } },
  },
  {
    name: 'topic',
    resources: {
      Topic: resource('AWS::SNS::Topic', { DisplayName: 'one' }),
      TopicPolicy: resource('AWS::SNS::TopicPolicy', {
        Topics: [ref('Topic')], PolicyDocument: policy('sns:Publish', ref('Topic'), { Principal: { Service: 'events.amazonaws.com' } }),
      }),
      InlineTopic: resource('AWS::SNS::Topic'),
      TopicInlinePolicy: resource('AWS::SNS::TopicInlinePolicy', {
        TopicArn: ref('InlineTopic'), PolicyDocument: policy('sns:Publish', ref('InlineTopic'), { Principal: { Service: 'events.amazonaws.com' } }),
      }),
    },
    change: { Topic: { DisplayName: 'two' } },
  },
  {
    name: 'subscription',
    resources: {
      SubscribedTopic: resource('AWS::SNS::Topic'),
      Subscriber: resource('AWS::SQS::Queue'),
      Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('SubscribedTopic'), Protocol: 'sqs', Endpoint: att('Subscriber') }),
    },
    change: { Subscription: { RawMessageDelivery: true } },
  },
  {
    name: 'rule',
    resources: { Rule: resource('AWS::Events::Rule', { Description: 'one', State: 'DISABLED', ScheduleExpression: 'rate(1 day)' }) },
    change: { Rule: { Description: 'two' } },
  },
  {
    name: 'schedule',
    resources: {
      ScheduleGroup: resource('AWS::Scheduler::ScheduleGroup', { Name: sub('${Prefix}group') }),
      ScheduleQueue: resource('AWS::SQS::Queue'),
      ScheduleRole: role('scheduler', ['sqs:SendMessage'], att('ScheduleQueue')),
      Schedule: resource('AWS::Scheduler::Schedule', {
        Description: 'one',
        State: 'DISABLED',
        ScheduleExpression: 'rate(1 days)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: att('ScheduleQueue'), RoleArn: att('ScheduleRole') },
      }),
    },
    change: { Schedule: { Description: 'two' } },
  },
  {
    name: 'pipe',
    resources: {
      PipeSource: resource('AWS::SQS::Queue'),
      PipeTarget: resource('AWS::SQS::Queue'),
      PipeRole: role('pipes', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:SendMessage'], [att('PipeSource'), att('PipeTarget')]),
      Pipe: resource('AWS::Pipes::Pipe', { Description: 'one', DesiredState: 'STOPPED', RoleArn: att('PipeRole'), Source: att('PipeSource'), Target: att('PipeTarget') }),
    },
    change: { Pipe: { Description: 'two' } },
  },
  {
    name: 'stream',
    resources: { Stream: deleted('AWS::Kinesis::Stream', { ShardCount: 1, RetentionPeriodHours: 24 }) },
    change: { Stream: { RetentionPeriodHours: 25 } },
  },
  {
    name: 'iot',
    resources: {
      DevicePolicy: resource('AWS::IoT::Policy', { PolicyName: sub('${Prefix}device'), PolicyDocument: policy('iot:Connect', '*') }),
      RuleQueue: resource('AWS::SQS::Queue'),
      RuleRole: role('iot', ['sqs:SendMessage'], att('RuleQueue')),
      TopicRule: resource('AWS::IoT::TopicRule', {
        TopicRulePayload: {
          Description: 'one', RuleDisabled: true, Sql: "SELECT * FROM 'conformance'", Actions: [{ Sqs: { QueueUrl: ref('RuleQueue'), RoleArn: att('RuleRole') } }],
        },
      }),
    },
    change: {
      DevicePolicy: { PolicyDocument: policy('iot:Publish', '*') },
      TopicRule: {
        TopicRulePayload: {
          Description: 'two', RuleDisabled: true, Sql: "SELECT * FROM 'conformance'", Actions: [{ Sqs: { QueueUrl: ref('RuleQueue'), RoleArn: att('RuleRole') } }],
        },
      },
    },
  },
];
