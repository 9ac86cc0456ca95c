import { randomUUID } from 'crypto';
import type { ResourceState, StackEvent, StackState } from '../state';
import { now, type Runtime } from './runtime';

const STACK = 'AWS::CloudFormation::Stack';

/** Sets the status of a stack and records the event. */
export function stackStatus(runtime: Runtime, stack: StackState, status: string, reason?: string): void {
  stack.status = status;
  stack.reason = reason;
  record(runtime, stack, {
    id: randomUUID(), logicalId: stack.name, physicalId: stack.id, type: STACK, status, reason, timestamp: now(),
  });
}

/** Sets the status of a resource and records the event. Deletions during the cleanup of an update have another form of event. */
export function resourceStatus(
  runtime: Runtime, stack: StackState, resource: ResourceState, status: string, reason?: string, { isCleanup = false }: EventOptions = {},
): void {
  const timestamp = now();
  resource.status = status;
  resource.reason = reason;
  resource.timestamp = timestamp;
  const { logicalId, type, physicalId = '' } = resource;
  const id = isCleanup ? `${logicalId}-${randomUUID()}` : `${logicalId}-${status}-${timestamp}`;
  const properties = isCleanup ? undefined : resource.properties;
  record(runtime, stack, { id, logicalId, physicalId, type, status, reason, timestamp, properties });
}

export interface EventOptions { readonly isCleanup?: boolean }

function record({ account }: Runtime, stack: StackState, event: StackEvent): void {
  const token = stack.tokens.current;
  stack.events.push({ ...event, token, operationId: stack.operationId });
  const isStack = event.physicalId === stack.id;
  const detail = {
    'stack-id': stack.id,
    ...isStack ? {} : { 'logical-resource-id': event.logicalId, 'physical-resource-id': event.physicalId, 'resource-type': event.type },
    'status-details': { 'status': event.status, 'status-reason': event.reason ?? '' },
    'client-request-token': token ?? '',
  };
  account.publish({
    source: 'aws.cloudformation',
    detailType: `CloudFormation ${isStack ? 'Stack' : 'Resource'} Status Change`,
    detail,
    resources: [stack.id],
  });
}
