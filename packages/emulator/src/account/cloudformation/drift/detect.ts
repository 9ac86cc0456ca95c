import { randomUUID } from 'crypto';
import { exists } from '../changes/predict';
import { now, tick, type Runtime } from '../engine/runtime';
import { messageOf } from '../errors';
import type { DriftDetection, ResourceDrift, ResourceState, StackState } from '../state';
import { checkDrift, isChecked } from './check';

/** Number of detections kept per stack. */
const KEPT = 20;

/** Starts drift detection for all supported resources of a stack, or for the given ones. */
export function detect(runtime: Runtime, stack: StackState, logicalIds: readonly string[] | undefined): DriftDetection {
  const detection: DriftDetection = { id: randomUUID(), status: 'DETECTION_IN_PROGRESS', driftStatus: 'NOT_CHECKED', started: now() };
  (stack.detections ??= []).push(detection);
  stack.detections.splice(0, stack.detections.length - KEPT);
  runtime.account.later(async () => {
    await tick();
    const resources = Object.values(stack.resources).filter(resource => exists(resource) && isChecked(resource));
    const failures: string[] = [];
    for (const resource of resources.filter(({ logicalId }) => !logicalIds || logicalIds.includes(logicalId))) {
      await checkOne(runtime, stack, resource).catch(error => { failures.push(`${resource.logicalId}: ${messageOf(error)}`); });
    }
    const { status, drifted } = driftOf(stack);
    Object.assign(detection, {
      status: failures.length ? 'DETECTION_FAILED' : 'DETECTION_COMPLETE',
      reason: failures.length ? `Failed to detect drift on resources [${failures.join('; ')}]` : undefined,
      driftStatus: status,
      drifted,
    });
    stack.drift = { status, checked: detection.started };
  });
  return detection;
}

/** Checks one resource and updates the drift status of its stack. */
export async function checkOne(runtime: Runtime, stack: StackState, resource: ResourceState): Promise<ResourceDrift> {
  const drift = await checkDrift(runtime, stack, resource);
  resource.drift = drift;
  stack.drift = { status: driftOf(stack).status, checked: drift.timestamp };
  return drift;
}

/** A stack has drifted if one of its resources has. */
function driftOf({ resources }: StackState): { status: 'DRIFTED' | 'IN_SYNC'; drifted: number } {
  const drifted = Object.values(resources).filter(({ drift }) => drift?.status === 'MODIFIED' || drift?.status === 'DELETED').length;
  return { status: drifted ? 'DRIFTED' : 'IN_SYNC', drifted };
}
