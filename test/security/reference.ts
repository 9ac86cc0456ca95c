import { strToU8, zipSync } from 'fflate';
import { AccountPolicies } from './account-policies';
import { ACCOUNT, arn, REGION, roleArn } from './request';
import { Source } from '../../src';
import type { Entry } from '../../src/model/entry';
import { assetBucketName, deliveryStackName, deployRoleName, modulesStackName, moduleStackName } from '../../src/model/names';
import { deliveryParameters, deliveryTemplateFile } from '../../src/pipelines/delivery/parameters';
import { modulesParameters, MODULES_TEMPLATE_FILE } from '../../src/pipelines/modules/parameters';
import { CORE, inOrder, templateOf } from '../examples/modules';
import { synthesize } from '../examples/synthesize';
import { coreTemplate, sharedTemplates } from '../pipelines/solution';
import { type Account, createAccount, type ObservedCall } from '@cv-insync/emulator';

export const SOLUTION = 'connected-vehicle';
const TEMPLATES = 'templates';
const CONNECTION = arn('codeconnections', 'connection/0a1b2c3d-0000-1111-2222-333344445555');

/** An account in which the reference solution was deployed, and its modules deleted again, each stack with its role. */
export interface Deployed {
  readonly account: Account;
  readonly policies: AccountPolicies;
  readonly calls: readonly ObservedCall[];
}

export const deployRoleOf = (module: string) => CORE.includes(module) ? `${SOLUTION}-core-deploy` : deployRoleName(SOLUTION, module);

export async function deployReferenceSolution(): Promise<Deployed> {
  const policies = new AccountPolicies();
  const calls: ObservedCall[] = [];
  const account = createAccount({ iam: true, onCall: call => { policies.observe(call); calls.push(call); } });
  const statics = sharedTemplates();
  const { entries }: { entries: Entry[] } = synthesize('core').json('insync.core.json');
  await account.call('s3', 'CreateBucket', { Bucket: TEMPLATES });
  await deploy(account, `${SOLUTION}-core`, coreTemplate({ source: Source.gitHub('acme/connected-vehicle', { connectionArn: CONNECTION }) }).toJSON());
  await deploy(account, modulesStackName(SOLUTION), statics[MODULES_TEMPLATE_FILE], { parameters: modulesParameters(SOLUTION, 'x'.repeat(64), CORE), role: `${SOLUTION}-core-deploy` });
  for (const name of inOrder()) {
    const template = templateOf(name).toJSON();
    await publish(account, template);
    if (!CORE.includes(name)) {
      const entry = entries.find(one => one.name === name)!;
      await deploy(account, deliveryStackName(SOLUTION, name), statics[deliveryTemplateFile('connection')], {
        parameters: deliveryParameters(SOLUTION, entry), role: `${SOLUTION}-core-deliver`, module: name,
      });
    }
    await deploy(account, moduleStackName(SOLUTION, name), template, { role: deployRoleOf(name), module: name });
  }
  // Deleted last to first, as each reads what those before it produce.
  for (const name of inOrder().reverse()) {
    await account.call('cloudformation', 'DeleteStack', { StackName: moduleStackName(SOLUTION, name) });
    await account.settled();
  }
  return { account, policies, calls };
}

interface Deployment {
  readonly parameters?: Record<string, string>;
  readonly role?: string;
  readonly module?: string;
}

async function deploy(account: Account, stack: string, template: unknown, { parameters = {}, role, module = 'core' }: Deployment = {}) {
  await account.call('s3', 'PutObject', { Bucket: TEMPLATES, Key: stack, Body: Buffer.from(JSON.stringify(template)) });
  const input = {
    StackName: stack,
    TemplateURL: `https://s3.${REGION}.amazonaws.com/${TEMPLATES}/${stack}`,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Tags: [{ Key: 'insync:solution', Value: SOLUTION }, { Key: 'insync:module', Value: module }],
    RoleARN: role && roleArn(role),
  };
  await account.call('cloudformation', 'CreateStack', input);
  await account.settled();
  const { Stacks: [{ StackStatus }] } = await account.call('cloudformation', 'DescribeStacks', { StackName: stack });
  if (StackStatus !== 'CREATE_COMPLETE') throw new Error(`${stack} is in ${StackStatus}, expected CREATE_COMPLETE`);
}

/** What is deployed reads its code from the solution's bucket. */
async function publish(account: Account, template: any) {
  for (const { Type, Properties } of Object.values<any>(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    await account.call('s3', 'PutObject', {
      Bucket: assetBucketName(SOLUTION, ACCOUNT, REGION), Key: Properties.Code.S3Key, Body: Buffer.from(zipSync({ 'index.js': strToU8('') })),
    });
  }
}
