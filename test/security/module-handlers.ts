import type { Handler } from './handler';
import { arn, REGION, tagsAsContext } from './request';

const userPool = (id: string) => arn('cognito-idp', `userpool/${id}`);
const identityPool = (id: string) => arn('cognito-identity', `identitypool/${id}`);
/** HTTP APIs and their parts are at `/apis`, but the evaluator knows the paths of REST APIs alone. Roles name neither: they go by tags. */
const apis = (path = '') => `arn:aws:apigateway:${REGION}::/restapis${path}`;
const SETTING_ROLES = 'cognito-identity:GetIdentityPoolRoles cognito-identity:SetIdentityPoolRoles';

/** What API Gateway asks of whoever has accesses logged. */
const LOG_DELIVERIES = {
  create: ['CreateLogDelivery', 'DescribeResourcePolicies', 'PutResourcePolicy', 'DescribeLogGroups', 'ListLogDeliveries'],
  update: ['GetLogDelivery', 'UpdateLogDelivery', 'DescribeResourcePolicies', 'PutResourcePolicy', 'DescribeLogGroups', 'ListLogDeliveries'],
  delete: ['GetLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
};

/** What has no tags of its own goes by those of its API. */
const PART_OF_API: Handler = {
  arn: ({ id, properties: { ApiId } }) => apis(`/${ApiId}/resources/${id.split('|').pop()}`),
  create: 'apigateway:GET',
  update: 'apigateway:PATCH apigateway:GET',
  delete: 'apigateway:DELETE apigateway:GET',
  isPart: true,
  more: ({ tags, properties: { ApiId, AccessLogSettings } }, operation) => [
    ...operation === 'create' ? [{ action: 'apigateway:POST', resource: apis(`/${ApiId}/resources`), context: tagsAsContext('aws:ResourceTag', tags) }] : [],
    ...AccessLogSettings ? LOG_DELIVERIES[operation].map(action => ({ action: `logs:${action}`, resource: '*' })) : [],
  ],
};

/** The resource types that modules are made of, and the solution itself is not. */
export const MODULE_HANDLERS: Readonly<Record<string, Handler>> = {
  'AWS::DynamoDB::Table': {
    arn: ({ id }) => arn('dynamodb', `table/${id}`),
    create: 'dynamodb:CreateTable dynamodb:DescribeTable dynamodb:DescribeContinuousBackups dynamodb:UpdateContinuousBackups dynamodb:DescribeContributorInsights dynamodb:TagResource dynamodb:ListTagsOfResource',
    update: 'dynamodb:UpdateTable dynamodb:DescribeTable dynamodb:UpdateContinuousBackups dynamodb:TagResource dynamodb:UntagResource dynamodb:ListTagsOfResource',
    delete: 'dynamodb:DeleteTable dynamodb:DescribeTable',
  },
  'AWS::SQS::Queue': {
    arn: ({ id }) => arn('sqs', id.split('/').pop()!),
    create: 'sqs:CreateQueue sqs:GetQueueUrl sqs:GetQueueAttributes sqs:TagQueue sqs:ListQueueTags',
    update: 'sqs:SetQueueAttributes sqs:GetQueueUrl sqs:GetQueueAttributes sqs:TagQueue sqs:UntagQueue sqs:ListQueueTags',
    delete: 'sqs:DeleteQueue sqs:GetQueueAttributes',
  },
  'AWS::SQS::QueuePolicy': {
    arn: ({ properties: { Queues } }) => arn('sqs', Queues[0].split('/').pop()),
    create: 'sqs:SetQueueAttributes',
    delete: 'sqs:SetQueueAttributes',
  },
  'AWS::IoT::TopicRule': {
    arn: ({ id }) => arn('iot', `rule/${id}`),
    create: 'iot:CreateTopicRule iot:GetTopicRule iot:TagResource iot:ListTagsForResource',
    update: 'iot:ReplaceTopicRule iot:GetTopicRule iot:TagResource iot:UntagResource iot:ListTagsForResource',
    delete: 'iot:DeleteTopicRule iot:GetTopicRule',
    passes: ({ TopicRulePayload: { Actions, ErrorAction } }) => [...Actions, ErrorAction].flatMap(action => Object.values<any>(action ?? {}))
      .map(({ RoleArn }) => [RoleArn, 'iot.amazonaws.com']),
  },
  'AWS::IoT::Policy': {
    arn: ({ id }) => arn('iot', `policy/${id}`),
    create: 'iot:CreatePolicy iot:GetPolicy iot:TagResource iot:ListTagsForResource',
    update: 'iot:CreatePolicyVersion iot:DeletePolicyVersion iot:ListPolicyVersions iot:GetPolicy iot:TagResource iot:UntagResource iot:ListTagsForResource',
    delete: 'iot:DeletePolicy iot:GetPolicy iot:ListPolicyVersions iot:DeletePolicyVersion',
  },
  'AWS::ApiGatewayV2::Api': {
    arn: ({ id }) => apis(`/${id}`),
    create: 'apigateway:GET',
    update: 'apigateway:PATCH apigateway:GET',
    delete: 'apigateway:DELETE apigateway:GET',
    isPart: true,
    more: ({ tags }, operation) => operation === 'create' ? [{ action: 'apigateway:POST', resource: apis(), context: tagsAsContext('aws:RequestTag', tags) }] : [],
  },
  ...Object.fromEntries(['Authorizer', 'Integration', 'Route', 'Stage'].map(part => [`AWS::ApiGatewayV2::${part}`, PART_OF_API])),
  'AWS::KinesisFirehose::DeliveryStream': {
    arn: ({ id }) => arn('firehose', `deliverystream/${id}`),
    create: 'firehose:CreateDeliveryStream firehose:DescribeDeliveryStream firehose:TagDeliveryStream firehose:ListTagsForDeliveryStream',
    update: 'firehose:UpdateDestination firehose:DescribeDeliveryStream firehose:TagDeliveryStream firehose:UntagDeliveryStream firehose:ListTagsForDeliveryStream',
    delete: 'firehose:DeleteDeliveryStream firehose:DescribeDeliveryStream',
    passes: ({ ExtendedS3DestinationConfiguration }) => [[ExtendedS3DestinationConfiguration.RoleARN, 'firehose.amazonaws.com']],
  },
  'AWS::Lambda::EventInvokeConfig': {
    arn: ({ properties: { FunctionName } }) => arn('lambda', `function:${FunctionName.split(':').pop()}`),
    create: 'lambda:PutFunctionEventInvokeConfig lambda:GetFunctionEventInvokeConfig',
    update: 'lambda:UpdateFunctionEventInvokeConfig lambda:GetFunctionEventInvokeConfig',
    delete: 'lambda:DeleteFunctionEventInvokeConfig',
  },
  'AWS::CloudWatch::Alarm': {
    arn: ({ id }) => arn('cloudwatch', `alarm:${id}`),
    create: 'cloudwatch:PutMetricAlarm cloudwatch:DescribeAlarms cloudwatch:TagResource cloudwatch:ListTagsForResource',
    update: 'cloudwatch:PutMetricAlarm cloudwatch:DescribeAlarms cloudwatch:TagResource cloudwatch:UntagResource cloudwatch:ListTagsForResource',
    delete: 'cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms',
  },
  'AWS::Cognito::UserPool': {
    arn: ({ id }) => userPool(id),
    create: 'cognito-idp:CreateUserPool cognito-idp:TagResource cognito-idp:SetUserPoolMfaConfig cognito-idp:DescribeUserPool cognito-idp:GetUserPoolMfaConfig',
    update: 'cognito-idp:UpdateUserPool cognito-idp:TagResource cognito-idp:UntagResource cognito-idp:ListTagsForResource cognito-idp:SetUserPoolMfaConfig cognito-idp:DescribeUserPool cognito-idp:GetUserPoolMfaConfig cognito-idp:AddCustomAttributes',
    delete: 'cognito-idp:DeleteUserPool',
    passes: ({ SmsConfiguration }) => [[SmsConfiguration?.SnsCallerArn, 'cognito-idp.amazonaws.com']],
  },
  'AWS::Cognito::UserPoolClient': {
    arn: ({ properties: { UserPoolId } }) => userPool(UserPoolId),
    create: 'cognito-idp:CreateUserPoolClient cognito-idp:DescribeUserPoolClient',
    update: 'cognito-idp:UpdateUserPoolClient cognito-idp:DescribeUserPoolClient',
    delete: 'cognito-idp:DeleteUserPoolClient',
    isPart: true,
  },
  'AWS::Cognito::IdentityPool': {
    arn: ({ id }) => identityPool(id),
    create: 'cognito-identity:CreateIdentityPool cognito-identity:TagResource cognito-identity:DescribeIdentityPool',
    update: 'cognito-identity:UpdateIdentityPool cognito-identity:TagResource cognito-identity:UntagResource cognito-identity:DescribeIdentityPool',
    delete: 'cognito-identity:DeleteIdentityPool',
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    arn: ({ properties: { IdentityPoolId } }) => identityPool(IdentityPoolId),
    create: SETTING_ROLES,
    delete: SETTING_ROLES,
    passes: ({ Roles }) => Object.values<string>(Roles).map(role => [role, 'cognito-identity.amazonaws.com']),
    isPart: true,
  },
};
