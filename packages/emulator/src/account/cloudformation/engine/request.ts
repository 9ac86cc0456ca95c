import type { Runtime } from './runtime';
import type { JsonObject } from '../json';
import type { ResourceRequest } from '../resources/provider';
import { mergedTags } from '../resources/tags';
import type { ResourceState, StackState } from '../state';

/** The request that a provider gets for a resource. */
export function requestOf(runtime: Runtime, stack: StackState, record: ResourceState, properties: JsonObject): ResourceRequest {
  const { logicalId, type } = record;
  return {
    account: runtime.account,
    stackId: stack.id,
    stackName: stack.name,
    logicalId,
    type,
    properties,
    tags: mergedTags(type, properties, record.tags),
    capabilities: stack.capabilities,
    roleArn: stack.roleArn,
    notificationArns: stack.notificationArns,
  };
}
