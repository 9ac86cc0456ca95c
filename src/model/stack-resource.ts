import { isObject } from './json';
import { isRetained } from './module-conventions';

/** A resource of a deployed stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Whether it is not known if the resource is retained, because the stack's template cannot be read. */
  readonly uncertain?: boolean;
}

type TemplateResources = Readonly<Record<string, { readonly DeletionPolicy?: unknown; readonly Properties?: Readonly<Record<string, unknown>> }>>;

/** Reads the resources and templates of deployed stacks. */
export interface StackResources {
  /** The resources that exist; none if the stack does not exist. */
  list(stack: string): Promise<readonly StackResource[]>;
  /**
   * The parsed template, after its transforms; an empty one if the stack does not exist, for example because it was deleted between two
   * calls; undefined if it cannot be parsed.
   */
  template(stack: string): Promise<{ readonly Resources?: TemplateResources } | undefined>;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';
const LOG_STREAM = 'AWS::Logs::LogStream';

/** The resources that are retained when a stack is deleted, including those of its nested stacks. */
export async function retainedBy(stack: string, resources: StackResources): Promise<StackResource[]> {
  const present = await resources.list(stack);
  if (!present.length) return [];
  const template = await resources.template(stack);
  if (!template) return present.map(resource => ({ ...resource, uncertain: true }));
  const { Resources = {} } = template;
  const outlives = (logicalId: string) => isRetained(Resources[logicalId]?.DeletionPolicy);
  // CloudWatch Logs deletes a log group's streams with the group. The CDK's LogStream has a retain policy even if its group has none.
  const isDeletedWithGroup = (logicalId: string) => {
    const group = referenceIn(Resources[logicalId]?.Properties?.LogGroupName);
    return group !== undefined && group in Resources && !outlives(group);
  };
  const retained = present.filter(({ logicalId, type }) => outlives(logicalId) && !(type === LOG_STREAM && isDeletedWithGroup(logicalId)));
  const nested = await Promise.all(present.filter(resource => resource.type === NESTED_STACK && !retained.includes(resource))
    .map(({ physicalId }) => retainedBy(physicalId, resources)));
  return [...retained, ...nested.flat()];
}

const referenceIn = (value: unknown): string | undefined => isObject(value) && typeof value.Ref === 'string' ? value.Ref : undefined;

/** A resource, for messages. */
export const describeResource = ({ physicalId, type, uncertain }: Pick<StackResource, 'physicalId' | 'type' | 'uncertain'>) =>
  `${physicalId} (${type}${uncertain ? ', if its deletion policy retains it: the template cannot be read' : ''})`;
