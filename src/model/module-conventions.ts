import { boundaryName } from './names';
import { namePrefix, nameProperty, resourceName } from './resource-names';

/** Resource types that hold data which code cannot recreate. */
export const STATEFUL: ReadonlySet<string> = new Set([
  'AWS::S3::Bucket', 'AWS::S3Tables::TableBucket', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::KMS::Key',
  'AWS::SecretsManager::Secret', 'AWS::Kinesis::Stream', 'AWS::Timestream::Database', 'AWS::Timestream::Table', 'AWS::EFS::FileSystem',
  'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::OpenSearchService::Domain',
  'AWS::ECR::Repository', 'AWS::Location::Tracker', 'AWS::Location::GeofenceCollection',
]);

/** A resource of a module as its author defined it. */
export interface ModuleResource {
  readonly type: string;
  /** Logical ids of the nested stacks that contain the resource, outermost first, then its own. */
  readonly ids: readonly string[];
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  /** The value of a property; undefined if its author did not set it. */
  property(name: string): unknown;
}

export interface Retention {
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

/** What cv-insync adds to a resource. */
export interface Additions {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly retention?: Retention;
}

/**
 * Defaults for a resource of a module, where its author set none: a name with the prefix that the module's roles are limited to, the
 * solution's permissions boundary, without which the deploy role may not create a role, and policies that retain data.
 */
export function additionsTo(resource: ModuleResource, solution: string, module: string): Additions {
  const { type, ids, deletionPolicy, updateReplacePolicy } = resource;
  const name = nameProperty(type);
  const properties = {
    ...name !== undefined && { [name]: resourceName(type, namePrefix(solution, module), ids, resource.property('FifoQueue') === true) },
    ...type === 'AWS::IAM::Role' && { PermissionsBoundary: { 'Fn::Sub': boundaryArn(solution) } },
  };
  return {
    properties: Object.fromEntries(Object.entries(properties).filter(([property]) => resource.property(property) === undefined)),
    ...STATEFUL.has(type) && { retention: retentionOf(deletionPolicy, updateReplacePolicy) },
  };
}

/** ARN of the permissions boundary of a module's roles, for `Fn::Sub`. */
export const boundaryArn = (solution: string) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${boundaryName(solution)}`;

/**
 * Policies that retain a stateful resource when it is removed from the template or its stack is deleted, but not when its creation is
 * rolled back. The author's `Delete` and `Snapshot` are kept.
 */
const retentionOf = (deletionPolicy?: string, updateReplacePolicy?: string): Retention => ({
  deletionPolicy: deletionPolicy === undefined || deletionPolicy === 'Retain' ? 'RetainExceptOnCreate' : deletionPolicy,
  updateReplacePolicy: updateReplacePolicy ?? 'Retain',
});
