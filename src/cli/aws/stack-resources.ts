import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { attempt } from './attempt';
import type { Stacks } from './stacks';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** Resources of stacks, as far as the command line needs them. */
export interface StackResources {
  /** Those that exist; none if there is no such stack. */
  list(stack: string): Promise<readonly StackResource[]>;
}

export function stackResources(client = new CloudFormationClient({ retryMode: 'adaptive', maxAttempts: 10 })): StackResources {
  return {
    list: StackName => attempt(`reading the resources of the stack ${StackName}`, async () => {
      const found: StackResource[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListStackResourcesCommand({ StackName, NextToken })).catch(missing);
        for (const { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus } of page?.StackResourceSummaries ?? []) {
          if (!PhysicalResourceId || ResourceStatus === 'DELETE_COMPLETE') continue;
          found.push({ logicalId: LogicalResourceId!, type: ResourceType!, physicalId: PhysicalResourceId });
        }
        NextToken = page?.NextToken;
      } while (NextToken);
      return found;
    }),
  };
}

const missing = (error: Error) => {
  if (/does not exist/.test(error.message)) return undefined;
  throw error;
};

/** A resource, as people know it. */
export const describeResource = ({ physicalId, type }: StackResource) => `${physicalId} (${type})`;

const NESTED = 'AWS::CloudFormation::Stack';

/** What stays in the account when a stack is deleted, that of its nested stacks included. */
export async function retainedBy(stack: string, stacks: Pick<Stacks, 'template'>, resources: StackResources): Promise<StackResource[]> {
  const present = await resources.list(stack);
  if (!present.length) return [];
  const template = parse(await stacks.template(stack), { logLevel: 'silent' }) as { Resources?: Record<string, { DeletionPolicy?: string }> };
  const retained = present.filter(({ logicalId }) => template.Resources?.[logicalId]?.DeletionPolicy?.startsWith('Retain'));
  const nested = await Promise.all(present.filter(resource => resource.type === NESTED && !retained.includes(resource))
    .map(({ physicalId }) => retainedBy(physicalId, stacks, resources)));
  return [...retained, ...nested.flat()];
}
