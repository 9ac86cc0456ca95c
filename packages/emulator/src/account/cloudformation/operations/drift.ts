import { pageOf } from './page';
import type { Operation } from '../../service';
import { isChecked } from '../drift/check';
import { checkOne, detect } from '../drift/detect';
import { requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { ResourceDrift, ResourceState, StackState } from '../state';

/** "You can perform drift detection on stacks with the following statuses" (user guide). */
const CHECKABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED'];

function requireCheckable(runtime: Runtime, name: string): StackState {
  const stack = requireStack(runtime, name);
  if (!CHECKABLE.includes(stack.status)) throw new ValidationError(`Stack [${stack.name}] is in ${stack.status} state: drift can be detected in ${CHECKABLE.join(', ')}`);
  return stack;
}

function requireResource(stack: StackState, id: string): ResourceState {
  const resource = stack.resources[id];
  if (!resource) throw new ValidationError(`Resource ${id} does not exist for stack ${stack.name}`);
  return resource;
}

/** Operations of drift detection. */
export function driftOperations(runtime: Runtime): Record<string, Operation> {
  return {
    DetectStackDrift({ StackName, LogicalResourceIds }) {
      const stack = requireCheckable(runtime, StackName);
      for (const id of LogicalResourceIds ?? []) requireResource(stack, id);
      return { StackDriftDetectionId: detect(runtime, stack, LogicalResourceIds).id };
    },

    DescribeStackDriftDetectionStatus({ StackDriftDetectionId }) {
      for (const stack of Object.values(runtime.state.stacks)) {
        const found = stack.detections?.find(({ id }) => id === StackDriftDetectionId);
        if (!found) continue;
        return {
          StackId: stack.id,
          StackDriftDetectionId,
          StackDriftStatus: found.driftStatus,
          DetectionStatus: found.status,
          DetectionStatusReason: found.reason,
          DriftedStackResourceCount: found.drifted,
          Timestamp: new Date(found.started),
        };
      }
      throw new ValidationError(`Drift detection [${StackDriftDetectionId}] does not exist`);
    },

    async DetectStackResourceDrift({ StackName, LogicalResourceId }) {
      const stack = requireCheckable(runtime, StackName);
      const resource = requireResource(stack, LogicalResourceId);
      if (!isChecked(resource)) throw new ValidationError(`Drift detection is not supported for resource ${LogicalResourceId} of type ${resource.type}`);
      return { StackResourceDrift: shownDrift(stack, resource, await checkOne(runtime, stack, resource)) };
    },

    DescribeStackResourceDrifts({ StackName, StackResourceDriftStatusFilters, NextToken, MaxResults }) {
      const stack = requireStack(runtime, StackName);
      const isSelected = (status: string) => !StackResourceDriftStatusFilters?.length || StackResourceDriftStatusFilters.includes(status);
      const checked = Object.values(stack.resources).filter(({ drift }) => drift && isSelected(drift.status));
      const { page, next } = pageOf(checked, ({ logicalId }) => logicalId, NextToken, MaxResults);
      return { StackResourceDrifts: page.map(resource => shownDrift(stack, resource, resource.drift!)), NextToken: next };
    },
  };
}

function shownDrift(stack: StackState, { logicalId, physicalId, type }: ResourceState, drift: ResourceDrift) {
  const { status, timestamp, expected, actual, differences } = drift;
  return {
    StackId: stack.id,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ExpectedProperties: expected && JSON.stringify(expected),
    ActualProperties: actual && JSON.stringify(actual),
    PropertyDifferences: differences ?? [],
    StackResourceDriftStatus: status,
    Timestamp: new Date(timestamp),
  };
}
