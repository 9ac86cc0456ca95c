import type { Handler, Resource } from './handler';
import { MODULE_HANDLERS } from './module-handlers';
import { ACCOUNT, arn, type Need, parameterArn, passRole, pipelineArn, roleArn, s3Arn, stackArn } from './request';

const name = ({ id }: Resource) => id.split(/[:/]/).pop()!;
const iamArn = (kind: string, id: string) => id.startsWith('arn:') ? id : `arn:aws:iam::${ACCOUNT}:${kind}/${id}`;
const boundary = ({ PermissionsBoundary }: any): Record<string, string> => PermissionsBoundary ? { 'iam:PermissionsBoundary': PermissionsBoundary } : {};
const LISTING: Need = { action: 'logs:DescribeLogGroups', resource: arn('logs', 'log-group:*') };

export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...MODULE_HANDLERS,
  'AWS::SSM::Parameter': {
    arn: ({ id }) => parameterArn(id),
    create: 'ssm:PutParameter ssm:AddTagsToResource ssm:GetParameters',
    update: 'ssm:PutParameter ssm:AddTagsToResource ssm:RemoveTagsFromResource ssm:GetParameters',
    delete: 'ssm:DeleteParameter',
  },
  'AWS::IAM::Role': {
    arn: ({ id }) => roleArn(id),
    create: 'iam:CreateRole iam:PutRolePolicy iam:GetRole iam:GetRolePolicy iam:TagRole',
    update: 'iam:UpdateAssumeRolePolicy iam:PutRolePolicy iam:DeleteRolePolicy iam:GetRole iam:GetRolePolicy iam:TagRole iam:UntagRole',
    delete: 'iam:DeleteRole iam:DeleteRolePolicy iam:GetRole iam:ListAttachedRolePolicies iam:ListRolePolicies',
    context: boundary,
    more: ({ id, properties }, operation) => operation === 'update' ? [] : (properties.ManagedPolicyArns ?? []).map((policy: string) => ({
      action: operation === 'create' ? 'iam:AttachRolePolicy' : 'iam:DetachRolePolicy', resource: roleArn(id), context: { 'iam:PolicyARN': policy, ...boundary(properties) },
    })),
  },
  'AWS::CodeBuild::Project': {
    arn: resource => arn('codebuild', `project/${name(resource)}`),
    create: 'codebuild:CreateProject codebuild:BatchGetProjects',
    update: 'codebuild:UpdateProject codebuild:BatchGetProjects',
    delete: 'codebuild:DeleteProject',
    passes: ({ ServiceRole }) => [[ServiceRole, 'codebuild.amazonaws.com']],
  },
  'AWS::CodePipeline::Pipeline': {
    arn: ({ id }) => pipelineArn(id),
    create: 'codepipeline:CreatePipeline codepipeline:GetPipeline codepipeline:GetPipelineState codepipeline:TagResource codepipeline:ListTagsForResource',
    update: 'codepipeline:UpdatePipeline codepipeline:GetPipeline codepipeline:GetPipelineState codepipeline:StartPipelineExecution codepipeline:TagResource codepipeline:UntagResource codepipeline:ListTagsForResource',
    delete: 'codepipeline:DeletePipeline codepipeline:GetPipeline',
    passes: ({ RoleArn }) => [[RoleArn, 'codepipeline.amazonaws.com']],
    more: ({ properties }, operation) => operation === 'delete' ? [] : actionsOf(properties).flatMap(({ RoleArn, Configuration = {} }: any) => [
      ...RoleArn ? [passRole(RoleArn, 'codepipeline.amazonaws.com')] : [],
      ...Configuration.ConnectionArn ? [passConnection(Configuration.ConnectionArn)] : [],
    ]),
  },
  'AWS::Lambda::Function': {
    arn: resource => arn('lambda', `function:${name(resource)}`),
    create: 'lambda:CreateFunction lambda:GetFunction lambda:TagResource',
    update: 'lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:GetFunction lambda:GetFunctionConfiguration lambda:TagResource lambda:UntagResource',
    delete: 'lambda:DeleteFunction lambda:GetFunction',
    passes: ({ Role }) => [[Role, 'lambda.amazonaws.com']],
    more: ({ properties: { Code: { S3Bucket, S3Key } } }, operation) => S3Bucket && operation !== 'delete' ? [{ action: 's3:GetObject', resource: s3Arn(S3Bucket, S3Key) }] : [],
  },
  'AWS::Lambda::Permission': {
    arn: ({ properties: { FunctionName } }) => arn('lambda', `function:${FunctionName.split(':').pop()}`),
    create: 'lambda:AddPermission lambda:GetPolicy',
    delete: 'lambda:RemovePermission',
  },
  'AWS::Events::Rule': {
    arn: resource => arn('events', `rule/${name(resource)}`),
    create: 'events:PutRule events:PutTargets events:DescribeRule events:TagResource',
    update: 'events:PutRule events:PutTargets events:RemoveTargets events:DescribeRule events:ListTargetsByRule events:TagResource events:UntagResource',
    delete: 'events:DeleteRule events:RemoveTargets events:DescribeRule events:ListTargetsByRule',
    passes: ({ Targets = [] }) => Targets.map(({ RoleArn }: any) => [RoleArn, 'events.amazonaws.com']),
  },
  'AWS::IAM::Policy': {
    arn: ({ properties: { Roles } }) => roleArn(Roles[0]),
    create: 'iam:PutRolePolicy iam:GetRolePolicy',
    update: 'iam:PutRolePolicy iam:GetRolePolicy iam:DeleteRolePolicy',
    delete: 'iam:DeleteRolePolicy iam:GetRolePolicy',
    context: boundary,
  },
  'AWS::IAM::ManagedPolicy': {
    arn: ({ id }) => iamArn('policy', id),
    create: 'iam:CreatePolicy iam:GetPolicy',
    update: 'iam:CreatePolicyVersion iam:DeletePolicyVersion iam:ListPolicyVersions iam:GetPolicy',
    delete: 'iam:DeletePolicy iam:DeletePolicyVersion iam:ListPolicyVersions iam:ListEntitiesForPolicy iam:GetPolicy',
  },
  'AWS::Logs::LogGroup': {
    arn: ({ id }) => arn('logs', `log-group:${id}`),
    create: 'logs:CreateLogGroup logs:PutRetentionPolicy logs:TagResource logs:ListTagsForResource',
    update: 'logs:PutRetentionPolicy logs:TagResource logs:UntagResource logs:ListTagsForResource',
    delete: 'logs:DeleteLogGroup',
    more: () => [LISTING],
  },
  'AWS::Logs::LogStream': {
    arn: ({ id, properties: { LogGroupName } }) => arn('logs', `log-group:${LogGroupName}:log-stream:${id}`),
    create: 'logs:CreateLogStream',
    delete: 'logs:DeleteLogStream',
  },
  'AWS::S3::Bucket': {
    arn: ({ id }) => s3Arn(id),
    create: 's3:CreateBucket s3:PutBucketTagging s3:PutBucketVersioning s3:PutBucketPublicAccessBlock s3:PutEncryptionConfiguration s3:PutLifecycleConfiguration',
    update: 's3:PutBucketTagging s3:PutBucketVersioning s3:PutBucketPublicAccessBlock s3:PutEncryptionConfiguration s3:PutLifecycleConfiguration',
    delete: 's3:DeleteBucket',
  },
  'AWS::S3::BucketPolicy': {
    arn: ({ properties: { Bucket } }) => s3Arn(Bucket),
    create: 's3:GetBucketPolicy s3:PutBucketPolicy',
    update: 's3:PutBucketPolicy',
    delete: 's3:GetBucketPolicy s3:DeleteBucketPolicy',
  },
  'AWS::SNS::Topic': {
    arn: ({ id }) => id,
    create: 'sns:CreateTopic sns:TagResource sns:GetTopicAttributes sns:SetTopicAttributes sns:ListTagsForResource',
    update: 'sns:SetTopicAttributes sns:TagResource sns:UntagResource sns:GetTopicAttributes sns:ListTagsForResource sns:ListSubscriptionsByTopic',
    delete: 'sns:DeleteTopic',
  },
  'AWS::SNS::TopicPolicy': { arn: ({ properties: { Topics } }) => Topics[0], create: 'sns:SetTopicAttributes', delete: 'sns:SetTopicAttributes' },
  'AWS::KMS::Key': {
    arn: ({ id }) => arn('kms', `key/${id}`),
    create: 'kms:CreateKey kms:DescribeKey kms:EnableKeyRotation kms:TagResource kms:GetKeyPolicy kms:GetKeyRotationStatus',
    update: 'kms:DescribeKey kms:PutKeyPolicy kms:EnableKeyRotation kms:UpdateKeyDescription kms:TagResource',
    delete: 'kms:DescribeKey kms:ScheduleKeyDeletion',
  },
  'AWS::CloudFormation::Stack': {
    arn: ({ id }) => stackArn(id),
    create: 'cloudformation:CreateStack cloudformation:DescribeStacks',
    update: 'cloudformation:UpdateStack cloudformation:DescribeStacks',
    delete: 'cloudformation:DeleteStack cloudformation:DescribeStacks',
  },
};

function actionsOf({ Stages }: any): any[] {
  return Stages.flatMap(({ Actions }: any) => Actions);
}

/** A pipeline may use a connection only if whoever creates the pipeline may give it away. */
function passConnection(connection: string): Need {
  const service = connection.split(':')[2];
  return { action: `${service}:PassConnection`, resource: connection, context: { [`${service}:PassedToService`]: 'codepipeline.amazonaws.com' } };
}
