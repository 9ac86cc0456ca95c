import {
  CloudFormationClient, ContinueUpdateRollbackCommand, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand,
  GetTemplateCommand, paginateDescribeStacks, type Stack, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { attempt } from './attempt';
import { ignoreMissingStack, RETRY } from '../../aws/client';
import { coreStackName, TAGS } from '../../model/names';

export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The role that it was deployed with. */
  readonly roleArn?: string;
  /** Whether termination protection is enabled. */
  readonly isProtected?: boolean;
}

type NamedStack = Pick<DeployedStack, 'name' | 'tags'> & Partial<Pick<DeployedStack, 'parameters'>>;

/** The solution whose core a stack is, if it is one: from its tag, or from its parameter if it was launched from the template. */
export function solutionOfCore({ name, tags, parameters }: NamedStack): string | undefined {
  const solution = tags[TAGS.solution] ?? parameters?.Solution;
  return solution !== undefined && name === coreStackName(solution) ? solution : undefined;
}

export interface StackInput {
  readonly name: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The service role of the stack.
   * @default - CloudFormation uses the credentials of the caller
   */
  readonly roleArn?: string;
}

/** The operations of CloudFormation that the command line needs. */
export interface Stacks {
  /** A stack by name, or by id once it is deleted. */
  find(name: string): Promise<DeployedStack | undefined>;
  list(): Promise<readonly DeployedStack[]>;
  template(name: string): Promise<string>;
  create(input: StackInput): Promise<void>;
  /** False if there was nothing to update. */
  update(input: StackInput): Promise<boolean>;
  /** Adds tags to a stack and to its resources, and changes nothing else. */
  tag(name: string, tags: Readonly<Record<string, string>>): Promise<void>;
  /** Continues a rollback that failed. */
  continueRollback(name: string, roleArn: string): Promise<void>;
  delete(name: string, roleArn?: string): Promise<void>;
  /** The failures of the latest operation on a stack, the first one first. */
  failures(name: string): Promise<readonly string[]>;
}

export function stacks(client = new CloudFormationClient(RETRY)): Stacks {
  return {
    find: name => attempt(`reading the stack ${name}`, async () => {
      const stack = (await client.send(new DescribeStacksCommand({ StackName: name })).catch(ignoreMissingStack))?.Stacks?.[0];
      return stack && toStack(stack);
    }),
    list: () => attempt('listing the stacks of the account', async () => {
      const found: DeployedStack[] = [];
      for await (const { Stacks: page = [] } of paginateDescribeStacks({ client }, {})) found.push(...page.map(toStack));
      return found;
    }),
    template: name => attempt(`reading the template of the stack ${name}`, async () =>
      (await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }))).TemplateBody!),
    create: input => attempt(`creating the stack ${input.name}`, async () => {
      await client.send(new CreateStackCommand(toInput(input)));
    }),
    update: input => attempt(`updating the stack ${input.name}`, async () => {
      try {
        await client.send(new UpdateStackCommand(toInput(input)));
        return true;
      } catch (error) {
        if (/No updates are to be performed/.test((error as Error).message)) return false;
        throw error;
      }
    }),
    tag: (StackName, tags) => attempt(`tagging the stack ${StackName}`, async () => {
      const { Parameters = [], Tags = [], Capabilities } = (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0];
      await client.send(new UpdateStackCommand({
        StackName,
        UsePreviousTemplate: true,
        Parameters: Parameters.map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true })),
        Tags: [...Tags.filter(({ Key }) => !(Key! in tags)), ...Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))],
        Capabilities,
      }));
    }),
    continueRollback: (StackName, RoleARN) => attempt(`rolling back the last update of the stack ${StackName}`, async () => {
      await client.send(new ContinueUpdateRollbackCommand({ StackName, RoleARN }));
    }),
    delete: (name, RoleARN) => attempt(`deleting the stack ${name}`, async () => {
      await client.send(new DeleteStackCommand({ StackName: name, RoleARN }));
    }),
    failures: name => attempt(`reading the events of the stack ${name}`, async () => {
      const { StackEvents: events = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
      const start = events.findIndex(event => event.PhysicalResourceId === event.StackId && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.ResourceStatus!));
      return events.slice(0, start < 0 ? undefined : start).reverse()
        .filter(event => event.ResourceStatus!.endsWith('_FAILED') && !/cancelled/i.test(event.ResourceStatusReason ?? ''))
        .map(event => `${event.LogicalResourceId}: ${event.ResourceStatusReason ?? event.ResourceStatus}`);
    }),
  };
}

const toInput = ({ name, template, parameters, tags, roleArn }: StackInput) => ({
  StackName: name,
  TemplateBody: template,
  Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  RoleARN: roleArn,
  Capabilities: ['CAPABILITY_NAMED_IAM' as const],
});

const toStack = ({
  StackName, StackId, StackStatus, StackStatusReason, Parameters = [], Tags = [], RoleARN, EnableTerminationProtection,
}: Stack): DeployedStack => ({
  name: StackName!,
  id: StackId!,
  status: StackStatus!,
  reason: StackStatusReason,
  parameters: Object.fromEntries(Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue ?? ''])),
  tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  ...RoleARN && { roleArn: RoleARN },
  ...EnableTerminationProtection && { isProtected: true },
});
