import type { TypeFact } from '../handlers';

const handlers = (service: string, create: string, read: string, update: string, remove: string): TypeFact['handlers'] => Object.fromEntries(
  Object.entries({ create, read, update, delete: remove }).map(([operation, names]) => [
    operation, names.split(' ').filter(Boolean).map(name => name.includes(':') ? name : `${service}:${name}`),
  ]));

/** Types whose schemas are published without handlers: what their operations ask for, by the pages that are named. */
export const UNPUBLISHED: Readonly<Record<string, { readonly source: string; readonly handlers: TypeFact['handlers'] }>> = {
  'AWS::CodeBuild::Project': {
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-permissions-reference.html',
    handlers: handlers('codebuild', 'CreateProject BatchGetProjects iam:PassRole', 'BatchGetProjects', 'UpdateProject BatchGetProjects iam:PassRole',
      'DeleteProject'),
  },
  // Nothing is created.
  ...Object.fromEntries(['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitConditionHandle', 'AWS::CloudFormation::WaitCondition'].map(type => [
    type, { source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/', handlers: {} },
  ])),
};

/** What properties need that the schemas do not list, by the pages that are named. */
export const UNLISTED: Readonly<Record<string, { readonly source: string; readonly property: string; readonly actions: readonly string[] }>> = {
  'AWS::ApiGatewayV2::Stage': {
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
    property: 'AccessLogSettings',
    actions: [
      'CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies', 'GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy',
      'UpdateLogDelivery',
    ].map(name => `logs:${name}`),
  },
};
