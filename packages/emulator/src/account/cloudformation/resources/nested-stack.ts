import type { Account } from '../../account';
import { runtimeOf, settled } from '../engine/runtime';
import { ResourceFailure } from '../errors';
import { isObject, toText, type JsonObject } from '../json';
import { nestedStackName } from './names';
import type { ExistingResource, Provider, ResourceRequest, UpdateRequest } from './provider';

function inputOf({ properties, tags, capabilities, roleArn }: ResourceRequest) {
  const parameters = isObject(properties.Parameters) ? properties.Parameters : {};
  return {
    TemplateURL: properties.TemplateURL,
    Parameters: Object.entries(parameters).map(([ParameterKey, value]) => ({
      ParameterKey, ParameterValue: Array.isArray(value) ? value.map(toText).join(',') : toText(value),
    })),
    Tags: tags,
    Capabilities: capabilities,
    RoleARN: roleArn,
    NotificationARNs: properties.NotificationARNs,
  };
}

async function finished(account: Account, id: string, expected: string, done: string): Promise<JsonObject> {
  await settled(runtimeOf(account), id);
  const { Stacks: [stack] } = await account.call('cloudformation', 'DescribeStacks', { StackName: id });
  if (stack.StackStatus !== expected) {
    throw new ResourceFailure(`Embedded stack ${id} was not successfully ${done}: ${reasonOf(account, id) ?? stack.StackStatus}`, id);
  }
  const outputs = (stack.Outputs ?? []) as { OutputKey: string; OutputValue: string }[];
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [`Outputs.${OutputKey}`, OutputValue]));
}

/** Why the last operation of a stack failed: the reason of its first failure or rollback event. */
function reasonOf(account: Account, id: string): string | undefined {
  const { events, operationId } = runtimeOf(account).state.stacks[id];
  const failure = events.find(event => event.physicalId === id && event.operationId === operationId && /ROLLBACK_IN_PROGRESS|FAILED/.test(event.status));
  return failure?.reason?.replace('Rollback requested by user.', '');
}

const cause = ({ stackId }: ResourceRequest) => ({ cause: `stack:${stackId}` });

export const nestedStack: Provider = {
  async create(request) {
    const { account } = request;
    const StackName = nestedStackName(request);
    const { StackId } = await account.call('cloudformation', 'CreateStack', { StackName, ...inputOf(request) }, cause(request));
    return { physicalId: StackId, attributes: await finished(account, StackId, 'CREATE_COMPLETE', 'created') };
  },
  async update(request: UpdateRequest) {
    const { account, physicalId } = request;
    try {
      await account.call('cloudformation', 'UpdateStack', { StackName: physicalId, ...inputOf(request) }, cause(request));
    } catch (error) {
      if (!/No updates are to be performed/.test((error as Error).message)) throw error;
      return { physicalId, attributes: request.attributes };
    }
    return { physicalId, attributes: await finished(account, physicalId, 'UPDATE_COMPLETE', 'updated') };
  },
  async delete(request: ExistingResource) {
    const { account, physicalId } = request;
    await account.call('cloudformation', 'DeleteStack', { StackName: physicalId }, cause(request));
    await finished(account, physicalId, 'DELETE_COMPLETE', 'deleted');
  },
};
