const types = (...names: string[]) => names.map(name => `AWS::${name}`);

/** Resource types that hold data which code cannot recreate. Modules retain them unless their authors say otherwise. */
export const STATEFUL: ReadonlySet<string> = new Set(types(
  'S3::Bucket', 'S3Tables::TableBucket', 'DynamoDB::Table', 'DynamoDB::GlobalTable', 'Cognito::UserPool', 'KMS::Key',
  'SecretsManager::Secret', 'Kinesis::Stream', 'Timestream::Database', 'Timestream::Table', 'EFS::FileSystem',
  'RDS::DBInstance', 'RDS::DBCluster', 'DocDB::DBCluster', 'Neptune::DBCluster', 'OpenSearchService::Domain',
  'ECR::Repository', 'Location::Tracker', 'Location::GeofenceCollection',
));

/** Further types that an author may retain: they hold data, or are the code of functions, which is deleted with these or runs in none. */
const RETAINABLE: ReadonlySet<string> = new Set(types(
  'Logs::LogGroup', 'Logs::LogStream', 'SQS::Queue', 'Backup::BackupVault', 'EC2::Volume', 'FSx::FileSystem',
  'ElastiCache::CacheCluster', 'ElastiCache::ReplicationGroup', 'Elasticsearch::Domain', 'Redshift::Cluster', 'SDB::Domain',
  'QLDB::Ledger', 'DocDB::DBInstance', 'Neptune::DBInstance', 'Lambda::LayerVersion', 'Lambda::Version',
));

/** Whether a resource of this type may outlive its module. Any other may act after the removal, also one of a type that is not known here. */
export const mayOutlive = (type: unknown): boolean => STATEFUL.has(type as string) || RETAINABLE.has(type as string);
