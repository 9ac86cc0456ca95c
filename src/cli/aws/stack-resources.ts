import { CloudFormationClient, GetTemplateCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { attempt } from './attempt';
import { ignoreMissingStack, RETRY } from '../../aws/client';
import { isObject } from '../../model/json';
import type { StackResource, StackResources } from '../../model/stack-resource';

export function stackResources(client = new CloudFormationClient(RETRY)): StackResources {
  const list = async (StackName: string) => {
    const found: StackResource[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      for (const { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus } of StackResourceSummaries) {
        if (!PhysicalResourceId || ResourceStatus === 'DELETE_COMPLETE') continue;
        found.push({ logicalId: LogicalResourceId!, type: ResourceType!, physicalId: PhysicalResourceId });
      }
    }
    return found;
  };
  return {
    list: stack => attempt(`reading the resources of the stack ${stack}`, async () => await list(stack).catch(ignoreMissingStack) ?? []),
    template: StackName => attempt(`reading the template of the stack ${StackName}`, async () => {
      const found = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' })).catch(ignoreMissingStack);
      return found ? parsed(found.TemplateBody!) : {};
    }),
  };
}

/** A module's author wrote the template, which CloudFormation accepts in forms that this parser does not. */
function parsed(text: string): Awaited<ReturnType<StackResources['template']>> {
  try {
    const template: unknown = parse(text, { logLevel: 'silent' });
    return isObject(template) && isObject(template.Resources) ? template as object : undefined;
  } catch {
    return undefined;
  }
}
