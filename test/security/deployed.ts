import type { Entry } from '../../src/model/entry';
import { deployRoleName } from '../../src/model/names';
import { deliveryParameters, deliveryTemplateFile } from '../../src/pipelines/delivery/parameters';
import { modulesParameters } from '../../src/pipelines/modules/parameters';
import { coreTemplate, staticTemplates } from '../pipelines/solution';
import { type Account, createAccount } from '@cv-insync/emulator';

export const SOLUTION = 'connected-vehicle';
const ROLES = 'arn:aws:iam::123456789012:role';

/** The role that deploys a module, as CloudFormation takes it on. */
export const deployRoleOf = (module: string) => `${ROLES}/${deployRoleName(SOLUTION, module)}`;

/** An account that enforces permissions, with the stacks of a core and the delivery of the module `one`, without any execution of a pipeline. */
export async function deployedSolution(entry: Partial<Entry> = {}): Promise<Account> {
  const account = createAccount({ iam: true });
  await account.call('s3', 'CreateBucket', { Bucket: 'templates' });
  const templates = staticTemplates();
  await deploy(account, `${SOLUTION}-core`, coreTemplate().toJSON());
  await deploy(account, `${SOLUTION}-modules`, templates['templates/modules.template.json'], { parameters: modulesParameters(SOLUTION, 'a'.repeat(64), ['auth', 'fleet', 'telemetry']) });
  const one: Entry = { schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' }, ...entry };
  await deploy(account, `${SOLUTION}-delivery-one`, templates[deliveryTemplateFile('connection')], { parameters: deliveryParameters(SOLUTION, one) });
  return account;
}

/** Creates a stack, and returns how that ended. */
export async function create(account: Account, name: string, content: object, { parameters = {}, roleArn }: {
  parameters?: Readonly<Record<string, string>>; roleArn?: string;
} = {}): Promise<{ status: string; reasons: string }> {
  await account.call('s3', 'PutObject', { Bucket: 'templates', Key: name, Body: Buffer.from(JSON.stringify(content)) });
  await account.call('cloudformation', 'CreateStack', {
    StackName: name,
    TemplateURL: `https://templates.s3.us-east-1.amazonaws.com/${name}`,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: [{ Key: 'insync:solution', Value: SOLUTION }, { Key: 'insync:module', Value: name.slice(SOLUTION.length + 1) }],
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    RoleARN: roleArn,
  });
  await account.settled();
  const { Stacks: [{ StackStatus: status }] } = await account.call('cloudformation', 'DescribeStacks', { StackName: name });
  const { StackEvents } = await account.call('cloudformation', 'DescribeStackEvents', { StackName: name });
  return { status, reasons: StackEvents.flatMap(({ ResourceStatusReason = [] }: any) => ResourceStatusReason).join('\n') };
}

async function deploy(account: Account, name: string, content: object, options?: Parameters<typeof create>[3]) {
  const { status, reasons } = await create(account, name, content, options);
  if (status !== 'CREATE_COMPLETE') throw new Error(`${name}: ${status}: ${reasons}`);
}
