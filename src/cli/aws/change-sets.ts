import { setTimeout as sleep } from 'timers/promises';
import {
  type Change, CloudFormationClient, CreateChangeSetCommand, DeleteChangeSetCommand, DeleteStackCommand, DescribeChangeSetCommand,
  ExecuteChangeSetCommand, GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { attempt } from './attempt';
import type { StackInput } from './stacks';
import { RETRY } from '../../aws/client';

export interface ResourceToImport {
  readonly logicalId: string;
  readonly type: string;
  /** By the name of the type's primary identifier. */
  readonly identifier: Readonly<Record<string, string>>;
}

export interface ChangeSetInput extends Omit<StackInput, 'tags'> {
  readonly type: 'CREATE' | 'UPDATE' | 'IMPORT';
  /** @default - those that the stack has */
  readonly tags?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly imports?: readonly ResourceToImport[];
}

export interface ProposedChange {
  readonly action: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly replacement?: string;
  /** What happens to what is removed or replaced, such as Delete or Retain. */
  readonly policy?: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
  /** Why it cannot be executed. */
  readonly problem?: string;
  readonly changes: readonly ProposedChange[];
}

/** Changes of stacks that are looked at before they are made. */
export interface ChangeSets {
  propose(input: ChangeSetInput): Promise<ChangeSet>;
  execute(changeSet: ChangeSet): Promise<void>;
  /** Deletes a change set, and the stack that it would have created. */
  discard(changeSet: ChangeSet, isNew: boolean): Promise<void>;
  /** The properties that identify resources, by the types in a template. */
  identifiers(template: string): Promise<ReadonlyMap<string, readonly string[]>>;
}

const INTERVAL = 500;

export function changeSets(client = new CloudFormationClient(RETRY)): ChangeSets {
  const described = async (id: string, StackId: string): Promise<ChangeSet> => {
    const changes: ProposedChange[] = [];
    for (let NextToken: string | undefined; ;) {
      const found = await client.send(new DescribeChangeSetCommand({ ChangeSetName: id, StackName: StackId, NextToken }));
      if (/_(PENDING|IN_PROGRESS)$/.test(found.Status!)) {
        await sleep(INTERVAL);
        continue;
      }
      changes.push(...(found.Changes ?? []).flatMap(toChange));
      NextToken = found.NextToken;
      if (!NextToken) return { id, stackId: StackId, changes, ...found.Status === 'FAILED' && { problem: found.StatusReason ?? 'the change set failed' } };
    }
  };
  return {
    propose: input => attempt(`proposing a change of the stack ${input.name}`, async () => {
      const { Id, StackId } = await client.send(new CreateChangeSetCommand({
        StackName: input.name,
        ChangeSetName: `cv-insync-${Date.now()}`,
        ChangeSetType: input.type,
        Description: input.description,
        TemplateBody: input.template,
        Parameters: Object.entries(input.parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
        Tags: input.tags && Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })),
        RoleARN: input.roleArn,
        Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
        ResourcesToImport: input.imports?.map(({ logicalId, type, identifier }) =>
          ({ LogicalResourceId: logicalId, ResourceType: type, ResourceIdentifier: { ...identifier } })),
      }));
      return described(Id!, StackId!);
    }),
    execute: ({ id, stackId }) => attempt('executing the change set', async () => {
      await client.send(new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
    }),
    discard: ({ id, stackId }, isNew) => attempt('deleting the change set', async () => {
      await client.send(new DeleteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
      if (isNew) await client.send(new DeleteStackCommand({ StackName: stackId }));
    }),
    identifiers: template => attempt('reading how resources are identified', async () => {
      const { ResourceIdentifierSummaries: found = [] } = await client.send(new GetTemplateSummaryCommand({ TemplateBody: template }));
      return new Map(found.map(({ ResourceType, ResourceIdentifiers = [] }) => [ResourceType!, ResourceIdentifiers]));
    }),
  };
}

const toChange = ({ ResourceChange: change }: Change): ProposedChange[] => change ? [{
  action: change.Action!,
  logicalId: change.LogicalResourceId!,
  type: change.ResourceType!,
  ...change.PhysicalResourceId && { physicalId: change.PhysicalResourceId },
  ...change.Replacement && { replacement: change.Replacement },
  ...change.PolicyAction && { policy: change.PolicyAction },
}] : [];
