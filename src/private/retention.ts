import { CfnDeletionPolicy, CfnResource, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Resources that hold what cannot be made again from code. */
const STATEFUL = new Set([
  'AWS::S3::Bucket', 'AWS::S3Tables::TableBucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::KMS::Key',
  'AWS::SecretsManager::Secret', 'AWS::Kinesis::Stream', 'AWS::Timestream::Database', 'AWS::Timestream::Table', 'AWS::EFS::FileSystem',
  'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::OpenSearchService::Domain',
  'AWS::ECR::Repository', 'AWS::Location::Tracker', 'AWS::Location::GeofenceCollection',
]);

/**
 * Keeps stateful resources when they leave the template or their stack is deleted, but not when their creation is rolled back.
 * Where the author asks for deletion or a snapshot, it stays so.
 */
export class DataRetention implements IAspect {
  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node) || !STATEFUL.has(node.cfnResourceType)) return;
    const options = node.cfnOptions;
    if (options.deletionPolicy === undefined || options.deletionPolicy === CfnDeletionPolicy.RETAIN) {
      options.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    }
    options.updateReplacePolicy ??= CfnDeletionPolicy.RETAIN;
  }
}
