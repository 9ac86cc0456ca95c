import type { Difference } from './drift/differences';
import type { JsonObject, Json } from './json';
import type { ParameterValue } from './template/model';

/** Plain data, so that an account can be saved to a folder and loaded again. Times are ISO 8601. */
export interface CloudFormationState {
  /** By id, including deleted stacks. */
  readonly stacks: Record<string, StackState>;
  /** Ids of the stacks that are not deleted, by name. */
  readonly names: Record<string, string>;
  readonly changeSets: Record<string, ChangeSetState>;
  /** Types in use that are stored only. */
  readonly storedOnly: string[];
  /** Primary identifiers of stored resources, by type, including those of resources that outlived their stacks. */
  readonly identifiers: Record<string, string[]>;
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
  /** Evaluated, with dynamic references unresolved. */
  properties: JsonObject;
  attributes: JsonObject;
  metadata?: Json;
  deletionPolicy?: string;
  updateReplacePolicy?: string;
  /** Logical ids of the dependencies, which are deleted later. */
  dependsOn: readonly string[];
  /** Stack tags at the last creation or update of the resource. */
  tags: readonly Tag[];
  /** Result of the last drift detection since the resource was created or updated. */
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
  /** Number of drifted resources. */
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

/** The parts of a stack that an update changes and a rollback restores. */
export interface StackDefinition {
  /** The original template. */
  template: string;
  /** The template after its transforms, as JSON; only if it declares any. */
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
  /** Whether a rollback of the last operation also deletes new resources with DeletionPolicy Retain. */
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
  /** The client token of the last operation, by kind of operation. */
  tokens: Record<string, string>;
  operationId?: string;
  /** Who began the last operation: without a role, CloudFormation acts with their permissions. */
  startedBy?: { readonly caller: string; readonly sessionPolicies?: readonly string[] };
  /** The last complete state, which a rollback restores. */
  before?: { readonly definition: StackDefinition; readonly resources: Record<string, ResourceState> };
  /** Replaced and removed resources that are not deleted yet. */
  obsolete?: ResourceState[];
  /** Result of the last drift detection since the last operation. */
  drift?: { readonly status: 'DRIFTED' | 'IN_SYNC'; readonly checked: string };
  /** The last drift detections, oldest first. */
  detections?: DriftDetection[];
}

export interface ChangeSetState {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** What a change set of type IMPORT brings into the stack. */
  readonly imported?: readonly ImportedResource[];
  readonly created: string;
  status: string;
  reason?: string;
  /** Why property values are incomplete. */
  warning?: string;
  executionStatus: string;
  readonly description?: string;
  readonly definition: StackDefinition;
  readonly onStackFailure?: string;
  readonly rollbackConfiguration?: object;
  readonly includeNestedStacks?: boolean;
  readonly token?: string;
  changes: Change[];
  /** The same changes, with property values before and after. */
  changesWithValues: Change[];
}

/** An existing resource that a stack is to hold. */
export interface ImportedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** By the name of the type's primary identifier. */
  readonly identifier: Readonly<Record<string, string>>;
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

/** The SDK's `ResourceChange`. */
export interface Change {
  readonly Action: 'Add' | 'Modify' | 'Remove' | 'Import';
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
