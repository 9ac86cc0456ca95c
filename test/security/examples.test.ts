import { strToU8, zipSync } from 'fflate';
import { AccountPolicies } from './account-policies';
import { requestsBehind, requestsOfCall } from './calls';
import { Evaluator } from './evaluator';
import { ACCOUNT, REGION, roleArn } from './request';
import { requestsOfStacks } from './stacks';
import type { Entry } from '../../src/model/entry';
import { assetBucketName, deliveryStackName, deployRoleName, modulesStackName, moduleStackName } from '../../src/model/names';
import { deliveryParameters, deliveryTemplateFile } from '../../src/pipelines/delivery/parameters';
import { modulesParameters, MODULES_TEMPLATE_FILE } from '../../src/pipelines/modules/parameters';
import { ALL, CORE, inOrder, templateOf } from '../examples/modules';
import { synthesize } from '../examples/synthesize';
import { coreTemplate, staticTemplates } from '../pipelines/solution';
import { type Account, createAccount, type ObservedCall } from '@cv-insync/emulator';

jest.setTimeout(60_000);

const SOLUTION = 'connected-vehicle';
const TEMPLATES = 'templates';

const calls: ObservedCall[] = [];
const policies = new AccountPolicies();
let account: Account;

async function deploy(stack: string, template: any, { parameters = {}, role, module = 'core' }: { parameters?: Record<string, string>; role?: string; module?: string } = {}) {
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
  expect([stack, StackStatus]).toEqual([stack, 'CREATE_COMPLETE']);
}

/** What is deployed reads its code from the solution's bucket. */
async function publish(template: any) {
  for (const { Type, Properties } of Object.values<any>(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    await account.call('s3', 'PutObject', {
      Bucket: assetBucketName(SOLUTION, ACCOUNT, REGION), Key: Properties.Code.S3Key, Body: Buffer.from(zipSync({ 'index.js': strToU8('') })),
    });
  }
}

beforeAll(async () => {
  account = createAccount({ onCall: call => { policies.observe(call); calls.push(call); } });
  const statics = staticTemplates();
  const { entries }: { entries: Entry[] } = synthesize('core').json('insync.core.json');
  await account.call('s3', 'CreateBucket', { Bucket: TEMPLATES });
  await deploy(`${SOLUTION}-core`, coreTemplate().toJSON());
  await deploy(modulesStackName(SOLUTION), statics[MODULES_TEMPLATE_FILE], { parameters: modulesParameters(SOLUTION, 'x'.repeat(64), CORE), role: `${SOLUTION}-core-deploy` });
  for (const name of inOrder()) {
    const template = templateOf(name).toJSON();
    await publish(template);
    if (!CORE.includes(name)) {
      const entry = entries.find(one => one.name === name)!;
      await deploy(deliveryStackName(SOLUTION, name), statics[deliveryTemplateFile('connection')], {
        parameters: deliveryParameters(SOLUTION, entry), role: `${SOLUTION}-core-deliver`, module: name,
      });
    }
    await deploy(moduleStackName(SOLUTION, name), template, { role: CORE.includes(name) ? `${SOLUTION}-core-deploy` : deployRoleName(SOLUTION, name), module: name });
  }
  // Deleted last to first, as each reads what those before it produce.
  for (const name of inOrder().reverse()) {
    await account.call('cloudformation', 'DeleteStack', { StackName: moduleStackName(SOLUTION, name) });
    await account.settled();
  }
});

test.each(ALL)('the resources of %s can be created, changed and deleted with the role that deploys it', async name => {
  const role = CORE.includes(name) ? `${SOLUTION}-core-deploy` : deployRoleName(SOLUTION, name);
  const requests = [...requestsOfStacks(account, policies), ...calls.flatMap(call => [...requestsOfCall(call, policies), ...requestsBehind(call)])]
    .filter(request => request.role === role);

  expect(requests.length).toBeGreaterThan(20);
  expect(await new Evaluator(policies).refused(requests)).toEqual([]);
});
