/** A resource of a deployed stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** Reads what deployed stacks consist of. */
export interface StackResources {
  /** The resources that exist; none if there is no such stack. */
  list(stack: string): Promise<readonly StackResource[]>;
  /** The parsed template. */
  template(stack: string): Promise<{ readonly Resources?: Readonly<Record<string, { readonly DeletionPolicy?: string }>> }>;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The resources that stay in the account when a stack is deleted, those of its nested stacks included. */
export async function retainedBy(stack: string, resources: StackResources): Promise<StackResource[]> {
  const present = await resources.list(stack);
  if (!present.length) return [];
  const { Resources = {} } = await resources.template(stack);
  const retained = present.filter(({ logicalId }) => Resources[logicalId]?.DeletionPolicy?.startsWith('Retain'));
  const nested = await Promise.all(present.filter(resource => resource.type === NESTED_STACK && !retained.includes(resource))
    .map(({ physicalId }) => retainedBy(physicalId, resources)));
  return [...retained, ...nested.flat()];
}

/** A resource as messages name it. */
export const describeResource = ({ physicalId, type }: Pick<StackResource, 'physicalId' | 'type'>) => `${physicalId} (${type})`;
