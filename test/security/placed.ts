import { AccountPolicies } from './account-policies';
import { arn, REGION, roleArn } from './request';
import { type CoreInSyncProps, Source } from '../../src';
import type { Entry } from '../../src/model/entry';
import { coreRoleName, coreStackName, deliveryStackName, modulesStackName } from '../../src/model/names';
import { deliveryKind, deliveryParameters, deliveryTemplateFile } from '../../src/pipelines/delivery/parameters';
import { modulesParameters, MODULES_TEMPLATE_FILE } from '../../src/pipelines/modules/parameters';
import { coreTemplate, sharedTemplates } from '../pipelines/solution';
import { type Account, createAccount } from '@cv-insync/emulator';

export const SOLUTION = 'connected-vehicle';

const TEMPLATES = 'templates';
const SOURCE = Source.gitHub('acme/core', { connectionArn: arn('codeconnections', 'connection/0a1b2c3d-0000-1111-2222-333344445555') });

export interface Placed {
  readonly policies: AccountPolicies;
  readonly account: Account;
}

/** The policies of a solution whose core, module definition and deliveries are in place; no pipeline of it ran. */
export const placeSolution = async (entries: readonly Entry[]): Promise<AccountPolicies> => (await placeAccount(entries)).policies;

/** The same, with the account. */
export async function placeAccount(entries: readonly Entry[], core: Partial<CoreInSyncProps> = {}): Promise<Placed> {
  const policies = new AccountPolicies();
  const account = createAccount({ iam: true, onCall: call => policies.observe(call) });
  const statics = sharedTemplates();
  await account.call('s3', 'CreateBucket', { Bucket: TEMPLATES });
  await create(account, coreStackName(SOLUTION), coreTemplate({ source: SOURCE, ...core }).toJSON());
  await create(account, modulesStackName(SOLUTION), statics[MODULES_TEMPLATE_FILE], modulesParameters(SOLUTION, 'x'.repeat(64), ['fleet']), 'deploy');
  for (const entry of entries) {
    const template = statics[deliveryTemplateFile(deliveryKind(entry.source))];
    await create(account, deliveryStackName(SOLUTION, entry.name), template, deliveryParameters(SOLUTION, entry), 'deliver');
  }
  return { policies, account };
}

async function create(account: Account, stack: string, template: unknown, parameters: Record<string, string> = {}, role?: 'deploy' | 'deliver') {
  await account.call('s3', 'PutObject', { Bucket: TEMPLATES, Key: stack, Body: Buffer.from(JSON.stringify(template)) });
  await account.call('cloudformation', 'CreateStack', {
    StackName: stack,
    TemplateURL: `https://s3.${REGION}.amazonaws.com/${TEMPLATES}/${stack}`,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Tags: [{ Key: 'insync:solution', Value: SOLUTION }, { Key: 'insync:module', Value: 'core' }],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    RoleARN: role && roleArn(coreRoleName(SOLUTION, role)),
  });
  await account.settled();
  const { Stacks: [{ StackStatus }] } = await account.call('cloudformation', 'DescribeStacks', { StackName: stack });
  if (StackStatus !== 'CREATE_COMPLETE') throw new Error(`${stack} is in ${StackStatus}, expected CREATE_COMPLETE`);
}
