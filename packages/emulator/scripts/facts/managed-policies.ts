import { filesOf, type Release } from './wheels';

/** The release of moto (Apache-2.0) that carries the documents of AWS's managed policies. */
export const MOTO: Release = { name: 'moto', version: '5.2.5', sha256: 'eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528' };

/** What the CDK's constructs attach by default, and what applications attach to roles of functions, builds and deployments. */
const NAMES = [
  'AWSCloudFormationFullAccess', 'AWSCloudFormationReadOnlyAccess', 'AWSCodeBuildAdminAccess', 'AWSCodeBuildDeveloperAccess', 'AWSCodeDeployRoleForECS', 'AWSCodePipeline_FullAccess',
  'AWSLambda_FullAccess', 'AWSXRayDaemonWriteAccess', 'AdministratorAccess', 'AmazonDynamoDBFullAccess', 'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2ContainerRegistryPullOnly', 'AmazonEC2ContainerRegistryReadOnly', 'AmazonS3FullAccess', 'AmazonS3ReadOnlyAccess', 'AmazonSNSFullAccess',
  'AmazonSQSFullAccess', 'AmazonSSMFullAccess', 'AmazonSSMManagedInstanceCore', 'AmazonSSMReadOnlyAccess', 'CloudWatchLambdaInsightsExecutionRolePolicy',
  'CloudWatchLogsFullAccess', 'IAMFullAccess', 'PowerUserAccess', 'ReadOnlyAccess',
  'service-role/AWSAppSyncPushToCloudWatchLogs', 'service-role/AWSBatchServiceRole', 'service-role/AWSCodeDeployRole',
  'service-role/AWSCodeDeployRoleForLambdaLimited', 'service-role/AWSConfigRulesExecutionRole', 'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaDynamoDBExecutionRole', 'service-role/AWSLambdaKinesisExecutionRole', 'service-role/AWSLambdaMSKExecutionRole',
  'service-role/AWSLambdaSQSQueueExecutionRole', 'service-role/AWSLambdaVPCAccessExecutionRole', 'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
  'service-role/AmazonEC2ContainerServiceforEC2Role', 'service-role/AmazonECSTaskExecutionRolePolicy', 'service-role/AmazonRDSEnhancedMonitoringRole',
];

interface Published { readonly Path: string; readonly DefaultVersionId: string; readonly Document: object }

/** The documents by name with the path, as JSON; undefined where they cannot be downloaded. */
export function managedPolicies(): { source: string; version: string; policies: Record<string, string> } | undefined {
  const module = filesOf(MOTO, path => path === 'moto/iam/aws_managed_policies.py')?.[0];
  if (module === undefined) return undefined;
  const published = new Map(Object.entries<Published>(JSON.parse(/"""(.*)"""/s.exec(module)![1]))
    .map(([name, policy]) => [`${policy.Path.slice(1)}${name}`, policy]));
  const missing = NAMES.filter(name => !published.has(name));
  if (missing.length) throw new Error(`moto ${MOTO.version} has no managed policies ${missing.join(', ')}`);
  return {
    source: 'managed policies of AWS, by PyPI moto (Apache-2.0)',
    version: MOTO.version,
    policies: Object.fromEntries(NAMES.map(name => [name, JSON.stringify(published.get(name)!.Document)])),
  };
}
