/** Resources that hold what cannot be made again from code. */
export const STATEFUL: ReadonlySet<string> = new Set([
  'AWS::S3::Bucket', 'AWS::S3Tables::TableBucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::KMS::Key',
  'AWS::SecretsManager::Secret', 'AWS::Kinesis::Stream', 'AWS::Timestream::Database', 'AWS::Timestream::Table', 'AWS::EFS::FileSystem',
  'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::OpenSearchService::Domain',
  'AWS::ECR::Repository', 'AWS::Location::Tracker', 'AWS::Location::GeofenceCollection',
]);

export interface Retention {
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

/**
 * Policies that keep a stateful resource when it leaves the template or its stack is deleted, but not when its creation is rolled back.
 * Where the author asks for deletion or a snapshot, it stays so.
 */
export const retentionOf = (deletionPolicy?: string, updateReplacePolicy?: string): Retention => ({
  deletionPolicy: deletionPolicy === undefined || deletionPolicy === 'Retain' ? 'RetainExceptOnCreate' : deletionPolicy,
  updateReplacePolicy: updateReplacePolicy ?? 'Retain',
});
