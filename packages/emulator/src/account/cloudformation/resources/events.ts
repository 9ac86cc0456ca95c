import { isObject, type Json } from '../json';
import { documentOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, ignoring, type ExistingResource, type Provider, type ResourceRequest } from './provider';

const GONE = ['ResourceNotFoundException'];
const targetsOf = (value: Json | undefined) => Array.isArray(value) ? value.filter(isObject) : [];
const busOf = ({ properties }: ResourceRequest) => properties.EventBusName ?? 'default';
/** `Ref` of a rule on a custom bus is `bus|rule`. */
const ruleName = (physicalId: string) => physicalId.split('|').pop()!;

async function put(request: ResourceRequest, Name: string, previous: Json | undefined): Promise<{ Arn: string }> {
  const { account, properties, tags } = request;
  const EventBusName = busOf(request);
  const { RuleArn } = await account.call('events', 'PutRule', {
    Name,
    EventBusName,
    EventPattern: documentOf(properties.EventPattern),
    ScheduleExpression: properties.ScheduleExpression,
    State: properties.State ?? 'ENABLED',
    Description: properties.Description,
    RoleArn: properties.RoleArn,
    Tags: previous === undefined && tags.length ? tags : undefined,
  });
  const targets = targetsOf(properties.Targets);
  const gone = targetsOf(previous).filter(({ Id }) => !targets.some(target => target.Id === Id)).map(({ Id }) => Id);
  if (gone.length) await account.call('events', 'RemoveTargets', { Rule: Name, EventBusName, Ids: gone });
  if (targets.length) {
    const { FailedEntries = [] } = await account.call('events', 'PutTargets', { Rule: Name, EventBusName, Targets: targets });
    if (FailedEntries.length) throw new Error(FailedEntries.map((entry: { ErrorMessage: string }) => entry.ErrorMessage).join('; '));
  }
  return { Arn: RuleArn };
}

export const rule: Provider = {
  async create(request) {
    const { account, properties, type } = request;
    const name = typeof properties.Name === 'string' ? properties.Name : generatedName(type, request.stackName, request.logicalId);
    const exists = await account.call('events', 'DescribeRule', { Name: name, EventBusName: busOf(request) }).then(() => true, () => false);
    if (exists) throw alreadyExists(type, name);
    const attributes = await put(request, name, undefined);
    return { physicalId: busOf(request) === 'default' ? name : `${String(busOf(request))}|${name}`, attributes };
  },
  async update(request) {
    return { physicalId: request.physicalId, attributes: await put(request, ruleName(request.physicalId), request.previous.Targets ?? []) };
  },
  async delete(request: ExistingResource) {
    const { account, physicalId, properties } = request;
    const Name = ruleName(physicalId);
    const EventBusName = busOf(request);
    const Ids = targetsOf(properties.Targets).map(({ Id }) => Id);
    if (Ids.length) await ignoring(GONE, account.call('events', 'RemoveTargets', { Rule: Name, EventBusName, Ids }));
    await ignoring(GONE, account.call('events', 'DeleteRule', { Name, EventBusName }));
  },
};
