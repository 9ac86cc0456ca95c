import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { ignoreMissingStack, RETRY } from '../../aws/client';

export interface StackState {
  readonly status: string;
  /** Values of SSM parameters as they were resolved when the stack was deployed, by path. */
  readonly resolved: ReadonlyMap<string, string>;
}

export type FindStack = (name: string) => Promise<StackState | undefined>;

const client = new CloudFormationClient(RETRY);

const describe = async (StackName: string): Promise<Stack | undefined> =>
  (await client.send(new DescribeStacksCommand({ StackName })).catch(ignoreMissingStack))?.Stacks?.[0];

/** The status of a stack, if it exists. */
export const stackStatus = async (name: string): Promise<string | undefined> => (await describe(name))?.StackStatus;

export const findStack: FindStack = async name => {
  const stack = await describe(name);
  return stack && {
    status: stack.StackStatus!,
    resolved: new Map(stack.Parameters?.flatMap(({ ParameterValue, ResolvedValue }) => ResolvedValue ? [[ParameterValue!, ResolvedValue]] : [])),
  };
};

export const deleteStack = (StackName: string): Promise<unknown> => client.send(new DeleteStackCommand({ StackName }));
