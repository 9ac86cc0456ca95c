import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { zipSync } from 'fflate';
import { assetBucketName, moduleStackName } from '../../../src/model/names';
import { AccountPolicies } from '../../security/account-policies';
import { ACCOUNT, REGION } from '../../security/request';
import { CORE, inOrder, repositoryOf } from '../modules';
import { Synthesized, synthesize } from '../synthesize';
import { type Account, createAccount, observe } from '@cv-insync/emulator';

export const SOLUTION = 'connected-vehicle';

/** A deployed resource with all references resolved. */
export interface Deployed {
  readonly logicalId: string;
  readonly id: string;
  readonly properties: any;
}

export interface DeployedSolution {
  readonly account: Account;
  readonly policies: AccountPolicies;
  of(type: string, module?: string): Deployed[];
}

/** Deploys the stacks of modules of the examples, and of the core modules, with their real code. */
export async function deploySolution(modules: readonly string[]): Promise<DeployedSolution> {
  const policies = new AccountPolicies();
  const account = createAccount({ iam: true, onCall: call => policies.observe(call) });
  const bucket = assetBucketName(SOLUTION, ACCOUNT, REGION);
  await account.call('s3', 'CreateBucket', { Bucket: bucket });
  const apps = new Map<string, Synthesized>();
  for (const name of inOrder().filter(each => CORE.includes(each) || modules.includes(each))) {
    const repository = repositoryOf(name);
    if (!apps.has(repository)) apps.set(repository, synthesize(repository));
    await publish(account, bucket, name, apps.get(repository)!);
    await deploy(account, bucket, name, apps.get(repository)!.templates[name]);
  }
  const stacks = observe(account).stacks();
  return {
    account,
    policies,
    of: (type, module) => stacks.filter(({ name }) => !module || name === moduleStackName(SOLUTION, module))
      .flatMap(({ resources }) => Object.values(resources)).filter(each => each.type === type)
      .map(({ logicalId, physicalId, properties }) => ({ logicalId, id: physicalId!, properties })),
  };
}

/** Functions read their code from the solution's bucket. */
async function publish(account: Account, bucket: string, name: string, { folder, templates }: Synthesized) {
  for (const { Type, Properties } of Object.values<any>(templates[name].Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { S3Key } = Properties.Code;
    const packed = join(folder, basename(S3Key));
    if (existsSync(packed)) {
      await account.call('s3', 'PutObject', { Bucket: bucket, Key: S3Key, Body: readFileSync(packed) });
      continue;
    }
    const asset = join(folder, `asset.${S3Key.replace(/^.*\/|\.zip$/g, '')}`);
    const files = Object.fromEntries(readdirSync(asset).map(file => [file, new Uint8Array(readFileSync(join(asset, file)))]));
    await account.call('s3', 'PutObject', { Bucket: bucket, Key: S3Key, Body: Buffer.from(zipSync(files)) });
  }
}

async function deploy(account: Account, bucket: string, name: string, template: object) {
  const stack = moduleStackName(SOLUTION, name);
  await account.call('s3', 'PutObject', { Bucket: bucket, Key: `templates/${name}`, Body: Buffer.from(JSON.stringify(template)) });
  await account.call('cloudformation', 'CreateStack', {
    StackName: stack, TemplateURL: `https://s3.${REGION}.amazonaws.com/${bucket}/templates/${name}`, Capabilities: ['CAPABILITY_NAMED_IAM'],
  });
  await account.settled();
  const { Stacks: [{ StackStatus, StackStatusReason }] } = await account.call('cloudformation', 'DescribeStacks', { StackName: stack });
  if (StackStatus !== 'CREATE_COMPLETE') throw new Error(`the stack ${stack} is ${StackStatus}: ${StackStatusReason}`);
}
