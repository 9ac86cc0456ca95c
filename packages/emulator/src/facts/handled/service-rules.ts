import type { HandlerRule } from './rule';

const S3 = ['AWS::S3::Bucket'];
const TABLE = ['AWS::DynamoDB::Table'];
const FUNCTION = ['AWS::Lambda::Function'];
const LOGS = ['AWS::Logs::LogGroup'];
const STREAM = ['AWS::Kinesis::Stream'];

/** Properties that need more than the others of their type, by the type's page in the CloudFormation template reference. */
export const SERVICE_RULES: readonly HandlerRule[] = [
  // --------------------------------------------------------------------------- names of operations, which IAM has no action of
  ...[
    [S3, 's3:DeleteBucketAnalyticsConfiguration s3:DeleteBucketCors s3:DeleteBucketEncryption s3:DeleteBucketLifecycle'],
    [S3, 's3:DeleteBucketMetricsConfiguration s3:DeleteBucketReplication s3:PutBucketReplication s3:PutObjectLockConfiguration'],
    [LOGS, 's3:REST.PUT.OBJECT'], [FUNCTION, 'lambda:AssociateRuntimeAlias'], [TABLE, 's3:GetObjectMetadata'],
    [['AWS::ApiGatewayV2::*'], 'apigateway:TagResource apigateway:UntagResource'],
  ].map(([types, permissions]) => never([types].flat(), String(permissions), 'the name of an operation, not an action of IAM; the action that decides is another one')),

  // ---------------------------------------------------------------------------------------------------------------- S3
  only(S3, 's3:*MetadataTable* s3:*BucketMetadata* s3tables:*', 'MetadataTableConfiguration MetadataConfiguration', 'metadata tables'),
  only(S3, 's3:PutReplicationConfiguration iam:PassRole', 'ReplicationConfiguration', 'replication'),
  only(S3, 's3:PutAccelerateConfiguration', 'AccelerateConfiguration', 'transfer acceleration'),
  only(S3, 's3:PutAnalyticsConfiguration', 'AnalyticsConfigurations', 'analytics'),
  only(S3, 's3:PutBucketAbac', 'AbacStatus', 'access by tags'),
  only(S3, 's3:PutBucketCORS', 'CorsConfiguration', 'CORS'),
  only(S3, 's3:PutBucketLogging', 'LoggingConfiguration', 'access logs'),
  only(S3, 's3:PutBucketNotification', 'NotificationConfiguration', 'notifications'),
  only(S3, 's3:PutBucketObjectLockConfiguration', 'ObjectLockConfiguration ObjectLockEnabled', 'object lock'),
  only(S3, 's3:PutBucketOwnershipControls', 'OwnershipControls', 'ownership controls'),
  only(S3, 's3:PutBucketPublicAccessBlock', 'PublicAccessBlockConfiguration', 'blocks of public access'),
  only(S3, 's3:PutBucketVersioning', 'VersioningConfiguration', 'versioning'),
  only(S3, 's3:PutBucketWebsite s3:DeleteBucketWebsite', 'WebsiteConfiguration', 'websites'),
  only(S3, 's3:PutEncryptionConfiguration', 'BucketEncryption', 'encryption'),
  only(S3, 's3:PutIntelligentTieringConfiguration', 'IntelligentTieringConfigurations', 'tiering'),
  only(S3, 's3:PutInventoryConfiguration', 'InventoryConfigurations', 'inventories'),
  only(S3, 's3:PutLifecycleConfiguration', 'LifecycleConfiguration', 'lifecycle rules'),
  only(S3, 's3:PutMetricsConfiguration', 'MetricsConfigurations', 'metrics'),
  only(S3, 's3:PutBucketAcl s3:PutObjectAcl', 'AccessControl', 'ACLs'),
  never(S3, 's3:DeleteObject', 'a new bucket has no objects'),

  // ------------------------------------------------------------------------------------------------------------ Lambda
  only(FUNCTION, 'ec2:*', 'VpcConfig', 'functions in a VPC'),
  only(FUNCTION, 'elasticfilesystem:* s3files:*', 'FileSystemConfigs', 'functions with a file system'),
  only(FUNCTION, 's3:GetObject', 'Code.S3Bucket', 'code in a bucket'),
  only(FUNCTION, 's3:GetObjectVersion', 'Code.S3ObjectVersion', 'code of a version of an object'),
  only(FUNCTION, 'lambda:GetLayerVersion', 'Layers', 'functions with layers'),
  only(FUNCTION, 'lambda:GetCodeSigningConfig lambda:PutFunctionCodeSigningConfig lambda:DeleteFunctionCodeSigningConfig', 'CodeSigningConfigArn', 'code signing'),
  only(FUNCTION, 'lambda:PutFunctionConcurrency lambda:DeleteFunctionConcurrency', 'ReservedConcurrentExecutions', 'reserved concurrency'),
  only(FUNCTION, 'lambda:PutFunctionRecursionConfig', 'RecursiveLoop', 'recursion settings'),
  only(FUNCTION, 'lambda:PutRuntimeManagementConfig', 'RuntimeManagementConfig', 'runtime management'),
  only(['AWS::Lambda::Function', 'AWS::Lambda::Version'], 'lambda:*ScalingConfig lambda:PassCapacityProvider', 'CapacityProviderConfig FunctionScalingConfig', 'capacity providers'),
  only(FUNCTION, 'lambda:PublishVersion', 'PublishToLatestPublished', 'published versions'),
  only(['AWS::Lambda::Alias', 'AWS::Lambda::Version'], 'lambda:*ProvisionedConcurrencyConfig', 'ProvisionedConcurrencyConfig', 'provisioned concurrency'),
  only(['AWS::Lambda::Version'], 'lambda:*RuntimeManagementConfig', 'RuntimePolicy', 'runtime management'),
  only(['AWS::Lambda::LayerVersion'], 's3:GetObjectVersion', 'Content.S3ObjectVersion', 'code of a version of an object'),
  // An alias whose update policy names a deployment group of CodeDeploy, which is no property.
  never(['AWS::Lambda::Alias'], 'codedeploy:*', 'deployments by CodeDeploy are an update policy, which stacks of modules do not have'),

  // ---------------------------------------------------------------------------------------------------------- DynamoDB
  only(TABLE, 'dynamodb:*Replica', 'Replicas', 'replicas'),
  only(TABLE, 'dynamodb:*ImportTable dynamodb:DescribeImport s3:* logs:*', 'ImportSourceSpecification', 'imports'),
  never(TABLE, 'dynamodb:BatchWriteItem dynamodb:*Item dynamodb:Query dynamodb:Scan kinesis:PutRecords', 'items are written for replicas and by the stream, which a table of one region has not'),
  only(TABLE, 'dynamodb:EnableKinesis* dynamodb:DisableKinesis* dynamodb:UpdateKinesis* kinesis:*', 'KinesisStreamSpecification', 'streams to Kinesis'),
  only(TABLE, 'dynamodb:PutResourcePolicy dynamodb:DeleteResourcePolicy', 'ResourcePolicy', 'resource policies'),
  only(TABLE, 'dynamodb:UpdateContinuousBackups', 'PointInTimeRecoverySpecification', 'backups'),
  only(TABLE, 'dynamodb:UpdateContributorInsights', 'ContributorInsightsSpecification GlobalSecondaryIndexes.ContributorInsightsSpecification', 'contributor insights'),
  only(TABLE, 'dynamodb:UpdateTimeToLive', 'TimeToLiveSpecification', 'time to live'),

  // ----------------------------------------------------------------------------------------------------------- Kinesis
  only(STREAM, 'kinesis:*EnhancedMonitoring', 'DesiredShardLevelMetrics', 'metrics of shards'),
  only(STREAM, 'kinesis:*StreamRetentionPeriod', 'RetentionPeriodHours', 'retention'),
  only(STREAM, 'kinesis:*StreamEncryption', 'StreamEncryption', 'encryption'),
  only(STREAM, 'kinesis:UpdateMaxRecordSize', 'MaxRecordSizeInKiB', 'large records'),
  only(STREAM, 'kinesis:UpdateStreamWarmThroughput', 'WarmThroughputMiBps', 'warm throughput'),
  changed(STREAM, 'kinesis:UpdateShardCount', 'ShardCount', 'another number of shards'),
  changed(STREAM, 'kinesis:UpdateStreamMode', 'StreamModeDetails', 'another mode'),
  changed(STREAM, 'kinesis:UpdateStreamRecordDistributionStrategy', 'RecordDistributionStrategy', 'another distribution'),

  // ------------------------------------------------------------------------------------------------ CloudWatch and logs
  never(LOGS, 'firehose:TagDeliveryStream logs:CreateLogDelivery logs:DescribeResourcePolicies', 'what data protection delivers to; it asks when it has a destination'),
  only(LOGS, 'logs:PutDataProtectionPolicy logs:DeleteDataProtectionPolicy', 'DataProtectionPolicy', 'data protection'),
  only(LOGS, 'logs:*IndexPolic*', 'FieldIndexPolicies', 'index policies'),
  only(LOGS, 'logs:PutResourcePolicy logs:DeleteResourcePolicy', 'ResourcePolicyDocument', 'resource policies'),
  only(LOGS, 'logs:PutBearerTokenAuthentication', 'BearerTokenAuthenticationEnabled', 'bearer tokens'),
  only(LOGS, 'logs:PutLogGroupDeletionProtection', 'DeletionProtectionEnabled', 'deletion protection'),
  only(LOGS, 'logs:AssociateKmsKey logs:DisassociateKmsKey', 'KmsKeyId', 'a key of one\'s own'),
  only(LOGS, 'logs:PutRetentionPolicy logs:DeleteRetentionPolicy', 'RetentionInDays', 'retention'),

  // --------------------------------------------------------------------------------------------------- SNS, IAM, Cognito
  only(['AWS::SNS::Topic'], 'sns:Subscribe sns:Unsubscribe', 'Subscription', 'subscriptions in the topic'),
  only(['AWS::SNS::Topic'], 'sns:PutDataProtectionPolicy', 'DataProtectionPolicy', 'data protection'),
  only(['AWS::SNS::Topic'], 'iam:PassRole iam:GetRole', 'DeliveryStatusLogging', 'logs of deliveries'),
  only(['AWS::SNS::Subscription'], 'iam:PassRole iam:GetRole', 'SubscriptionRoleArn', 'subscriptions of delivery streams'),
  only(['AWS::IAM::Role'], 'iam:AttachRolePolicy iam:DetachRolePolicy', 'ManagedPolicyArns', 'managed policies'),
  changed(['AWS::IAM::Role'], 'iam:PutRolePermissionsBoundary', 'PermissionsBoundary', 'another boundary; that of a new role is part of its creation'),
  { ...changed(['AWS::IAM::Role'], 'iam:DeleteRolePermissionsBoundary', 'PermissionsBoundary', 'roles that lose their boundary'), on: 'removal' },
  changed(['AWS::IAM::Role'], 'iam:UpdateRole iam:UpdateRoleDescription', 'Description MaxSessionDuration', 'another description or session duration'),
  only(['AWS::IAM::Role'], 'iam:PutRolePolicy', 'Policies', 'inline policies'),
  ...['Role', 'Group', 'User'].map(who => only(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], `iam:*${who}Policy`, `${who}s`, `policies of ${who.toLowerCase()}s`)),
  only(['AWS::Cognito::IdentityPool'], 'cognito-sync:SetIdentityPoolConfiguration iam:PassRole', 'PushSync CognitoStreams', 'Cognito Sync'),
  only(['AWS::Cognito::IdentityPool'], 'cognito-sync:SetCognitoEvents', 'CognitoEvents', 'Cognito Sync'),
  only(['AWS::Cognito::UserPool'], 'kms:*', 'LambdaConfig.KMSKeyID KeyConfiguration', 'keys of one\'s own'),
  only(['AWS::Cognito::UserPoolClient'], 'iam:*', 'AnalyticsConfiguration', 'analytics by Pinpoint'),
  only(['AWS::Cognito::UserPoolGroup'], 'iam:*', 'RoleArn', 'groups with a role'),
  only(['AWS::Cognito::UserPoolDomain'], 'cloudfront:* kms:*', 'CustomDomainConfig', 'domains of one\'s own'),

  // ---------------------------------------------------------------------------------------------- API Gateway and others
  only(['AWS::ApiGatewayV2::*', 'AWS::ApiGateway::*'], 's3:GetObject', 'BodyS3Location', 'definitions in a bucket'),
  only(['AWS::ApiGateway::RestApi'], 'apigateway:UpdateRestApiPolicy', 'Policy', 'resource policies'),
  only(['AWS::Pipes::Pipe'], 'logs:* s3:* firehose:*', 'LogConfiguration', 'logs'),
  only(['AWS::SecretsManager::Secret'], 'secretsmanager:GetRandomPassword', 'GenerateSecretString', 'generated secrets'),
  only(['AWS::SecretsManager::Secret'], 'secretsmanager:*Replica*', 'ReplicaRegions', 'replicas'),
  only(['AWS::StepFunctions::StateMachine'], 's3:GetObject s3:GetObjectVersion', 'DefinitionS3Location', 'definitions in a bucket'),
  only(['AWS::CodePipeline::Pipeline'], 'codestar-connections:PassConnection', 'Stages.Actions.Configuration.ConnectionArn', 'sources of connections'),
  only(['AWS::CodePipeline::Pipeline'], 'codepipeline:DisableStageTransition codepipeline:EnableStageTransition', 'DisableInboundStageTransitions', 'closed transitions'),
  only(['AWS::CloudFormation::Stack'], 'cloudformation:SetStackPolicy', 'StackPolicyBody', 'stack policies'),
  only(['AWS::CloudFormation::Stack'], 'cloudformation:UpdateTerminationProtection', 'EnableTerminationProtection', 'termination protection'),
];

function only(types: readonly string[], permissions: string, properties: string, subject: string): HandlerRule {
  return { types, permissions: permissions.split(' '), properties: properties.split(' '), because: `needed only for ${subject}` };
}

function changed(types: readonly string[], permissions: string, properties: string, subject: string): HandlerRule {
  return { types, permissions: permissions.split(' '), properties: properties.split(' '), on: 'change', because: `needed only for ${subject}` };
}

function never(types: readonly string[], permissions: string, because: string): HandlerRule {
  return { types, permissions: permissions.split(' '), properties: [], because };
}
