import { isAlive } from '../engine/runtime';
import type { Output, ResourceState, StackEvent, StackState, Tag } from '../state';
import type { ParameterValue } from '../template/model';

const HIDDEN = '****';
export const tagsOf = (tags: readonly Tag[]) => tags.map(({ Key, Value }) => ({ Key, Value }));
const date = (time: string | undefined) => time === undefined ? undefined : new Date(time);

export function shownParameters(parameters: readonly ParameterValue[]) {
  return parameters.map(({ key, value, resolved, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? HIDDEN : value,
    ResolvedValue: resolved === undefined ? undefined : noEcho ? HIDDEN : resolved,
  }));
}

const shownOutput = ({ key, value, description, exportName }: Output) =>
  ({ OutputKey: key, OutputValue: value, Description: description, ExportName: exportName });

const driftOf = ({ drift }: StackState) => ({ StackDriftStatus: drift?.status ?? 'NOT_CHECKED', LastCheckTimestamp: date(drift?.checked) });

export function shownStack(stack: StackState) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ChangeSetId: isAlive(stack) ? stack.changeSetId : undefined,
    Description: stack.description,
    Parameters: shownParameters(stack.parameters),
    CreationTime: date(stack.created),
    DeletionTime: date(stack.deleted),
    LastUpdatedTime: date(stack.updated),
    RollbackConfiguration: stack.rollbackConfiguration ?? {},
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.disableRollback,
    NotificationARNs: stack.notificationArns,
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: stack.capabilities,
    Outputs: stack.outputs.map(shownOutput),
    RoleARN: stack.roleArn,
    Tags: tagsOf(stack.tags),
    EnableTerminationProtection: isAlive(stack) ? stack.terminationProtection : undefined,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: driftOf(stack),
  };
}

export function stackSummary(stack: StackState) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: date(stack.created),
    LastUpdatedTime: date(stack.updated),
    DeletionTime: date(stack.deleted),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: driftOf(stack),
  };
}

export function resourceSummary(resource: ResourceState) {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: resource.drift?.status ?? 'NOT_CHECKED', LastCheckTimestamp: date(resource.drift?.timestamp) },
  };
}

export const shownResource = (stack: StackState, resource: ResourceState) =>
  ({ StackName: stack.name, StackId: stack.id, ...resourceSummary(resource), Timestamp: date(resource.timestamp) });

export function shownEvent(stack: StackState, event: StackEvent) {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: date(event.timestamp),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties === undefined ? undefined : JSON.stringify(event.properties),
    ClientRequestToken: event.token,
  };
}
