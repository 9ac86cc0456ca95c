import type { Operation } from '../../service';
import { exportsOf, importersOf } from '../engine/exports';
import { isAlive, requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import type { ResourceState, StackState } from '../state';
import { pageOf } from './page';
import { resourceSummary, shownEvent, shownResource, shownStack, stackSummary } from './show';

const noResource = (id: string, { name }: StackState) => new ValidationError(`Resource ${id} does not exist for stack ${name}`);
const withId = (name: string) => `Stack with id ${name} does not exist`;

/** Operations that read stacks, resources, events and exports. */
export function describeOperations(runtime: Runtime): Record<string, Operation> {
  const { state } = runtime;
  const newestFirst = () => Object.values(state.stacks).reverse();
  return {
    DescribeStacks({ StackName, NextToken }) {
      if (StackName !== undefined) return { Stacks: [shownStack(requireStack(runtime, StackName, withId))] };
      const { page, next } = pageOf(newestFirst().filter(isAlive), ({ id }) => id, NextToken);
      return { Stacks: page.map(shownStack), NextToken: next };
    },

    ListStacks({ StackStatusFilter = [], NextToken }) {
      const stacks = newestFirst().filter(({ status }) => !StackStatusFilter.length || StackStatusFilter.includes(status));
      const { page, next } = pageOf(stacks, ({ id }) => id, NextToken);
      return { StackSummaries: page.map(stackSummary), NextToken: next };
    },

    DescribeStackEvents({ StackName, NextToken }) {
      const stack = requireStack(runtime, StackName);
      const { page, next } = pageOf([...stack.events].reverse(), eventKey, NextToken);
      return { StackEvents: page.map(event => shownEvent(stack, event)), NextToken: next };
    },

    DescribeEvents({ StackName, ChangeSetName, OperationId, NextToken, Filters }) {
      const stack = requireStack(runtime, StackName ?? state.changeSets[ChangeSetName]?.stackId);
      const selected = [...stack.events].reverse().filter(event => (OperationId === undefined || event.operationId === OperationId)
        && (!Filters?.FailedEvents || event.status.endsWith('_FAILED')));
      const { page, next } = pageOf(selected, eventKey, NextToken);
      return { OperationEvents: page.map(event => ({ ...shownEvent(stack, event), EventType: 'STACK_EVENT' })), NextToken: next };
    },

    DescribeStackResource({ StackName, LogicalResourceId }) {
      const stack = requireStack(runtime, StackName, name => `Stack '${name}' does not exist`);
      const resource = stack.resources[LogicalResourceId];
      if (!resource) throw noResource(LogicalResourceId, stack);
      const { Timestamp, ...shown } = shownResource(stack, resource);
      const Metadata = resource.metadata === undefined ? undefined : JSON.stringify(resource.metadata);
      return { StackResourceDetail: { ...shown, LastUpdatedTimestamp: Timestamp, Metadata } };
    },

    DescribeStackResources({ StackName, LogicalResourceId, PhysicalResourceId }) {
      if (StackName === undefined && PhysicalResourceId === undefined) throw new ValidationError('Either StackName or PhysicalResourceId must be specified.');
      const owns = ({ resources }: StackState) => Object.values(resources).some(({ physicalId }) => physicalId === PhysicalResourceId);
      const owner = newestFirst().filter(isAlive).find(owns);
      if (StackName === undefined && !owner) throw new ValidationError(`Stack for ${PhysicalResourceId} does not exist`);
      const stack = StackName === undefined ? owner! : requireStack(runtime, StackName, withId);
      const resources = Object.values(stack.resources).filter(({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId);
      if (LogicalResourceId !== undefined && !resources.length) throw noResource(LogicalResourceId, stack);
      return { StackResources: sorted(resources).slice(0, 100).map(resource => shownResource(stack, resource)) };
    },

    ListStackResources({ StackName, NextToken }) {
      const stack = requireStack(runtime, StackName, withId);
      const { page, next } = pageOf(sorted(Object.values(stack.resources)), ({ logicalId }) => logicalId, NextToken);
      return {
        StackResourceSummaries: page.map(resource => ({ ...resourceSummary(resource), LastUpdatedTimestamp: new Date(resource.timestamp) })),
        NextToken: next,
      };
    },

    ListExports({ NextToken }) {
      const { page, next } = pageOf([...exportsOf(runtime).values()], ({ name }) => name, NextToken);
      return { Exports: page.map(({ name, value, stack }) => ({ ExportingStackId: stack.id, Name: name, Value: value })), NextToken: next };
    },

    ListImports({ ExportName, NextToken }) {
      const names = importersOf(runtime, ExportName).map(({ name }) => name);
      if (!names.length) throw new ValidationError(`Export '${ExportName}' is not imported by any stack.`);
      const { page, next } = pageOf(names, name => name, NextToken);
      return { Imports: page, NextToken: next };
    },
  };
}

/** Events of one resource in the same millisecond have the same id. */
const eventKey = ({ id, physicalId, reason = '' }: { id: string; physicalId: string; reason?: string }) => `${id} ${physicalId} ${reason}`;

const sorted = (resources: readonly ResourceState[]) => [...resources].sort((a, b) => a.logicalId < b.logicalId ? -1 : 1);
