import { STATEFUL } from './holds-data';
import { namePrefix, nameProperty, resourceName } from './resource-names';

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
  readonly updateReplacePolicy?: string;
}

/** What cv-insync adds to a resource. */
export interface Additions {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly retention?: Retention;
}

/**
 * Defaults for a resource of a module, where its author set none: a name with the prefix that the module's roles are limited to, the
 * permissions boundary, without which the deploy role may not create a role, and policies that retain data.
 *
 * @param boundary name of the permissions boundary
 */
export function additionsTo(resource: ModuleResource, solution: string, module: string, boundary: string): Additions {
  const { type, ids } = resource;
  const name = nameProperty(type);
  const retention = retentionOf(resource);
  const isKept = isRetained(retention?.deletionPolicy ?? resource.deletionPolicy);
  const properties = {
    ...name !== undefined && {
      [name]: resourceName(namePrefix(solution, module), { type, ids, isKept, isFifo: resource.property('FifoQueue') === true }),
    },
    ...type === 'AWS::IAM::Role' && { PermissionsBoundary: { 'Fn::Sub': boundaryArn(boundary) } },
  };
  return {
    properties: Object.fromEntries(Object.entries(properties).filter(([property]) => resource.property(property) === undefined)),
    ...retention && { retention },
  };
}

/** ARN of a permissions boundary, for `Fn::Sub`. */
export const boundaryArn = (name: string) => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${name}`;

/** Whether a resource with this deletion policy outlives its stack. */
export const isRetained = (deletionPolicy?: unknown) => String(deletionPolicy ?? '').startsWith('Retain');

/**
 * Policies that retain a stateful resource when it is removed from the template or its stack is deleted. The author's `Delete` and `Snapshot`
 * are kept. Whatever is retained, stateful or not, is deleted when its creation is rolled back: it is empty, and its name would be taken.
 */
function retentionOf({ type, deletionPolicy, updateReplacePolicy }: ModuleResource): Retention | undefined {
  const isKept = deletionPolicy === 'Retain' || deletionPolicy === undefined && STATEFUL.has(type);
  if (!isKept && !STATEFUL.has(type)) return undefined;
  return {
    deletionPolicy: isKept ? 'RetainExceptOnCreate' : deletionPolicy!,
    updateReplacePolicy: updateReplacePolicy ?? (STATEFUL.has(type) ? 'Retain' : undefined),
  };
}
