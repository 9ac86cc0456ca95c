import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PATIENT } from './clients';

export interface StackState {
  readonly status: string;
  /** Values of parameters as they were resolved when the stack was deployed, by the path that they came from. */
  readonly resolved: ReadonlyMap<string, string>;
}

export type FindStack = (name: string) => Promise<StackState | undefined>;

const client = new CloudFormationClient(PATIENT);

export const findStack: FindStack = async StackName => {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return stack && {
      status: stack.StackStatus!,
      resolved: new Map(stack.Parameters?.flatMap(({ ParameterValue, ResolvedValue }) => ResolvedValue ? [[ParameterValue!, ResolvedValue]] : [])),
    };
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
};

export const deleteStack = async (StackName: string): Promise<void> => {
  await client.send(new DeleteStackCommand({ StackName }));
};
