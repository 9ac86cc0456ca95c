import { digestOf } from '../../model/digest';
import { Entry, EntrySource, Permissions, STATEMENTS_LIMIT } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { artifactPrefix, corePath, CoreValue, moduleStackName } from '../../model/names';
import { SolutionTags } from '../../model/tags';

/** The delivery templates: one per kind of source, the same for all modules; what differs is their parameters. */
export type DeliveryKind = 'connection' | 's3';

export const DELIVERY_KINDS: readonly DeliveryKind[] = ['connection', 's3'];

/** Path of a delivery template in the package's `assets` folder. */
export const deliveryTemplateFile = (kind: DeliveryKind) => `templates/delivery-${kind}.template.json`;

/** Parameters that CloudFormation resolves from what the core stack wrote. */
export const DELIVERY_CORE_VALUES = {
  ArtifactBucket: 'module-artifact-bucket',
  AssetBucket: 'asset-bucket',
  KeyArn: 'key-arn',
  PipelineRoleArn: 'module-pipeline-role-arn',
  TopicArn: 'topic-arn',
} as const satisfies Record<string, CoreValue>;

/** The parameters of each statement of the entry's permissions. */
export const PERMITTED = Array.from({ length: STATEMENTS_LIMIT }, (_, index) => ({ actions: `PermittedActions${index + 1}`, resources: `PermittedResources${index + 1}` }));

/** The parameter with the minutes after which an approval expires, and its value: CodePipeline's default, a week. */
export const APPROVAL_TIMEOUT = 'ApprovalTimeout';
const APPROVAL_MINUTES = 7 * 24 * 60;

/** The core's connection, for modules without their own; `none` if the core has none. */
export const CONNECTION_CORE_VALUES = { CoreConnectionArn: 'connection-arn' } as const satisfies Record<string, CoreValue>;

/** Parameters of one kind of source. */
export const SOURCE_VALUES = {
  connection: ['Repository', 'Branch', 'Folder', 'ConnectionArn'],
  s3: ['SourceBucket', 'SourceKey'],
} as const satisfies Record<DeliveryKind, readonly string[]>;

export const deliveryKind = (source: EntrySource): DeliveryKind => source.kind === 's3' ? 's3' : 'connection';

/** What all deliveries of a solution have in common, as the core's code says. */
export interface DeliverySettings {
  readonly tags?: SolutionTags;
}

/**
 * All parameters of a module's delivery stack: a pure function of the entry, so that equal entries have equal stacks. Two are derived from the
 * names, because a template cannot derive them: the prefix of the names of IoT rules (which have no hyphens), and that of the artifacts.
 */
export function deliveryParameters(solution: string, entry: Entry, { tags }: DeliverySettings = {}): Record<string, string> {
  const { parameters = {}, permissions = [], allows = [] } = entry;
  return {
    Solution: solution,
    Module: entry.name,
    UnderscoredName: moduleStackName(solution, entry.name).replace(/-/g, '_'),
    ArtifactPrefix: artifactPrefix(solution, entry.name),
    Parameters: canonicalJson(parameters),
    ParametersDigest: digestOf(permissions.length || tags ? { parameters, permissions, ...tags && { tags } } : parameters),
    Tags: canonicalJson(tags ?? {}),
    Approval: String(entry.approval ?? false),
    [APPROVAL_TIMEOUT]: String(APPROVAL_MINUTES),
    Allows: allows.join(','),
    ...permittedParameters(permissions),
    ...corePaths(solution, DELIVERY_CORE_VALUES),
    ...sourceParameters(solution, entry.source),
  };
}

const permittedParameters = (permissions: Permissions) => Object.fromEntries(PERMITTED.flatMap(({ actions, resources }, index) => [
  [actions, permissions[index]?.actions.join(',') ?? ''], [resources, permissions[index]?.resources.join(',') ?? ''],
]));

function sourceParameters(solution: string, source: EntrySource): Record<string, string> {
  if (source.kind === 's3') return { SourceBucket: source.bucket, SourceKey: source.key };
  return {
    Repository: source.repository,
    Branch: source.branch,
    Folder: source.folder ?? '',
    ConnectionArn: source.connectionArn ?? '',
    ...corePaths(solution, CONNECTION_CORE_VALUES),
  };
}

function corePaths(solution: string, values: Record<string, CoreValue>) {
  return Object.fromEntries(Object.entries(values).map(([parameter, value]) => [parameter, corePath(solution, value)]));
}
