import { createAccount, type Account, type AccountOptions } from '../../../src/account';

type Input = Record<string, unknown>;

/** An account with helpers to deploy templates and to read the results. */
export class Stacks {
  readonly account: Account;

  constructor(options: Omit<AccountOptions, 'services'> = {}) {
    this.account = createAccount(options);
  }

  call(operation: string, input: Input = {}): Promise<any> {
    return this.account.call('cloudformation', operation, input);
  }

  /** Creates a stack and returns its final status. */
  async create(name: string, template: object, input: Input = {}): Promise<string> {
    await this.call('CreateStack', { StackName: name, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'], ...input });
    return this.settle(name);
  }

  async update(name: string, template: object, input: Input = {}): Promise<string> {
    await this.call('UpdateStack', { StackName: name, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'], ...input });
    return this.settle(name);
  }

  async delete(name: string, input: Input = {}): Promise<string> {
    const { StackId } = await this.describe(name);
    await this.call('DeleteStack', { StackName: name, ...input });
    return this.settle(StackId);
  }

  async settle(name: string): Promise<string> {
    await this.account.settled();
    expect(this.account.failures).toEqual([]);
    return (await this.describe(name)).StackStatus;
  }

  async describe(name: string): Promise<any> {
    return (await this.call('DescribeStacks', { StackName: name })).Stacks[0];
  }

  async outputs(name: string): Promise<Record<string, string>> {
    const { Outputs } = await this.describe(name);
    return Object.fromEntries(Outputs.map((output: { OutputKey: string; OutputValue: string }) => [output.OutputKey, output.OutputValue]));
  }

  /** Statuses with reasons, oldest first. */
  async events(name: string, logicalId?: string): Promise<string[]> {
    const { StackEvents } = await this.call('DescribeStackEvents', { StackName: name });
    return StackEvents.reverse()
      .filter((event: any) => event.LogicalResourceId === (logicalId ?? event.StackName))
      .map((event: any) => event.ResourceStatusReason ? `${event.ResourceStatus}: ${event.ResourceStatusReason}` : event.ResourceStatus);
  }

  async physicalId(name: string, logicalId: string): Promise<string> {
    return (await this.call('DescribeStackResource', { StackName: name, LogicalResourceId: logicalId })).StackResourceDetail.PhysicalResourceId;
  }

  /** The value of a parameter of the parameter store, or undefined. */
  async parameter(name: string): Promise<string | undefined> {
    return this.account.call('ssm', 'GetParameter', { Name: name }).then(({ Parameter }) => Parameter.Value, () => undefined);
  }
}

/** An SSM parameter as a resource. */
export const parameter = (value: unknown, more: object = {}) => {
  const { Name, ...attributes } = more as { Name?: string };
  return { Type: 'AWS::SSM::Parameter', Properties: { ...Name ? { Name } : {}, Type: 'String', Value: value }, ...attributes };
};

/** A resource that cannot be created: names of parameters must not begin with `aws`. */
export const broken = (more: object = {}) => parameter('x', { Name: 'aws-is-reserved', ...more });

/** The minimal properties of a role. */
export const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
