import { paginateDescribeStackEvents, paginateDescribeStacks, type Stack, type StackEvent } from '@aws-sdk/client-cloudformation';
import type { AwsAccount } from './account';
import { collect } from './executions';

/** A stack of the solution. */
export interface StackState {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** When it was last created or changed. */
  readonly changed: number;
}

/** The stacks of a solution. */
export async function stacksOf({ cloudformation: client }: AwsAccount, solution: string): Promise<StackState[]> {
  const all = await collect(paginateDescribeStacks({ client }, {}), page => page.Stacks);
  return all.filter(({ StackName }) => StackName!.startsWith(`${solution}-`)).map(state).sort((a, b) => a.name < b.name ? -1 : 1);
}

const state = ({ StackId, StackName, StackStatus, LastUpdatedTime, CreationTime }: Stack): StackState =>
  ({ id: StackId!, name: StackName!, status: StackStatus!, changed: (LastUpdatedTime ?? CreationTime)!.getTime() });

/** What happened to the resources of a stack since a time: statuses without repetitions, and reasons of failures. */
export interface StackHistory {
  readonly statuses: Readonly<Record<string, readonly string[]>>;
  readonly failures: readonly string[];
}

/** The name of the stack itself among its resources. */
export const STACK_ITSELF = '(stack)';

export async function historyOf({ cloudformation: client }: AwsAccount, stack: string, since: number): Promise<StackHistory> {
  const events = await collect(paginateDescribeStackEvents({ client }, { StackName: stack }), page => page.StackEvents);
  return history(events.filter(({ Timestamp }) => Timestamp!.getTime() >= since).reverse());
}

/** Events, oldest first, as a history. */
export function history(events: readonly StackEvent[]): StackHistory {
  const statuses: Record<string, string[]> = {};
  const failures: string[] = [];
  for (const { LogicalResourceId, PhysicalResourceId, StackId, ResourceStatus, ResourceStatusReason } of events) {
    const id = PhysicalResourceId === StackId ? STACK_ITSELF : LogicalResourceId!;
    const known = statuses[id] ??= [];
    if (known.at(-1) !== ResourceStatus) known.push(ResourceStatus!);
    // Others fail because this one did.
    if (ResourceStatus!.endsWith('_FAILED') && ResourceStatusReason && !/cancelled|The following resource\(s\) failed/.test(ResourceStatusReason)) failures.push(`${id}: ${ResourceStatusReason}`);
  }
  return { statuses, failures };
}
