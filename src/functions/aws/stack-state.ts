import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ignoreMissingStack, RETRY } from '../../aws/client';

export interface StackState {
  readonly status: string;
  /** Values of SSM parameters as they were resolved when the stack was deployed, by path. */
  readonly resolved: ReadonlyMap<string, string>;
}

export type FindStack = (name: string) => Promise<StackState | undefined>;

const client = new CloudFormationClient(RETRY);

export const findStack: FindStack = async StackName => {
  const stack = (await client.send(new DescribeStacksCommand({ StackName })).catch(ignoreMissingStack))?.Stacks?.[0];
  return stack && {
    status: stack.StackStatus!,
    resolved: new Map(stack.Parameters?.flatMap(({ ParameterValue, ResolvedValue }) => ResolvedValue ? [[ParameterValue!, ResolvedValue]] : [])),
  };
};

export const deleteStack = async (StackName: string): Promise<void> => {
  await client.send(new DeleteStackCommand({ StackName }));
};
