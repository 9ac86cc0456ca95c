import type { Difference } from './drift/differences';
import type { JsonObject, Json } from './json';
import type { ParameterValue } from './template/model';

/** All of this is plain data: an account can be written to a folder and read again. Times are ISO 8601. */
export interface CloudFormationState {
  /** By id; deleted stacks stay. */
  readonly stacks: Record<string, StackState>;
  /** Ids of the stacks that are not deleted, by name. */
  readonly names: Record<string, string>;
  readonly changeSets: Record<string, ChangeSetState>;
  /** Types of which resources were stored but not acted on. */
  readonly storedOnly: string[];
}

export interface Tag { readonly Key: string; readonly Value: string }

export interface Output {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface ResourceState {
  readonly logicalId: string;
  readonly type: string;
  physicalId?: string;
  status: string;
  reason?: string;
  timestamp: string;
  /** As evaluated, before dynamic references. */
  properties: JsonObject;
  attributes: JsonObject;
  metadata?: Json;
  deletionPolicy?: string;
  updateReplacePolicy?: string;
  /** Logical ids of what this needs; it is deleted before them. */
  dependsOn: readonly string[];
  /** Tags of the stack when the resource was last made or changed. */
  tags: readonly Tag[];
  /** What the last detection found; absent for what was not checked since the resource was made or changed. */
  drift?: ResourceDrift;
}

export interface ResourceDrift {
  readonly status: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
  readonly timestamp: string;
  readonly expected?: JsonObject;
  readonly actual?: JsonObject;
  readonly differences?: readonly Difference[];
}

export interface DriftDetection {
  readonly id: string;
  readonly started: string;
  status: 'DETECTION_IN_PROGRESS' | 'DETECTION_COMPLETE' | 'DETECTION_FAILED';
  reason?: string;
  driftStatus: 'NOT_CHECKED' | 'DRIFTED' | 'IN_SYNC';
  /** How many resources drifted. */
  drifted?: number;
}

export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly timestamp: string;
  readonly properties?: JsonObject;
  readonly token?: string;
  readonly operationId?: string;
}

/** What an update changes of a stack itself, kept for the way back. */
export interface StackDefinition {
  /** The template as it was given. */
  template: string;
  /** What its transforms made of it, if it declares any; JSON. */
  processed?: string;
  description?: string;
  parameters: readonly ParameterValue[];
  tags: readonly Tag[];
  capabilities: readonly string[];
  outputs: readonly Output[];
  /** Names of the exports that the stack imports. */
  imports: readonly string[];
  roleArn?: string;
  notificationArns: readonly string[];
}

export interface StackState extends StackDefinition {
  readonly id: string;
  readonly name: string;
  status: string;
  reason?: string;
  created: string;
  updated?: string;
  deleted?: string;
  disableRollback: boolean;
  onFailure?: string;
  /** Whether the running or last operation, rolled back, deletes new resources that are marked to be retained, too. */
  retainExceptOnCreate?: boolean;
  timeoutInMinutes?: number;
  terminationProtection: boolean;
  changeSetId?: string;
  readonly parentId?: string;
  readonly rootId?: string;
  policy?: string;
  rollbackConfiguration?: object;
  resources: Record<string, ResourceState>;
  /** Oldest first. */
  readonly events: StackEvent[];
  /** The token of the running or last operation, by kind of operation. */
  tokens: Record<string, string>;
  operationId?: string;
  /** The last complete state, which a running or failed update is rolled back to. */
  before?: { readonly definition: StackDefinition; readonly resources: Record<string, ResourceState> };
  /** Resources that were replaced or removed and are still to be deleted. */
  obsolete?: ResourceState[];
  /** What the last detection found since the stack was last changed. */
  drift?: { readonly status: 'DRIFTED' | 'IN_SYNC'; readonly checked: string };
  /** The last detections, oldest first. */
  detections?: DriftDetection[];
}

export interface ChangeSetState {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly created: string;
  status: string;
  reason?: string;
  /** What keeps the values of properties from being complete. */
  warning?: string;
  executionStatus: string;
  readonly description?: string;
  readonly definition: StackDefinition;
  readonly onStackFailure?: string;
  readonly rollbackConfiguration?: object;
  readonly includeNestedStacks?: boolean;
  readonly token?: string;
  changes: Change[];
  /** The same changes with the values of properties before and after. */
  changesWithValues: Change[];
}

export interface ChangeTarget {
  readonly Attribute: string;
  readonly Name?: string;
  readonly RequiresRecreation: string;
  readonly Path?: string;
  readonly BeforeValue?: string;
  readonly AfterValue?: string;
  readonly AttributeChangeType?: string;
}

export interface ChangeDetail {
  readonly Target: ChangeTarget;
  readonly Evaluation: 'Static' | 'Dynamic';
  readonly ChangeSource: string;
  readonly CausingEntity?: string;
}

/** A `ResourceChange` of the SDK. */
export interface Change {
  readonly Action: 'Add' | 'Modify' | 'Remove';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly Replacement?: string;
  readonly PolicyAction?: string;
  readonly Scope: string[];
  readonly Details: ChangeDetail[];
  readonly BeforeContext?: string;
  readonly AfterContext?: string;
}
