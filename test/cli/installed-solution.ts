import { rmSync, mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { accountOf } from './sessions';
import { TOOLS } from './world';
import { applyDefinition } from '../../src/cli/apply/apply-definition';
import type { Definition } from '../../src/cli/bundle/definition';
import type { Tools } from '../../src/cli/bundle/generate';
import { digestOf } from '../../src/model/digest';
import type { Entry } from '../../src/model/entry';
import { canonicalJson } from '../../src/model/json';
import { splitList } from '../../src/model/module-list';
import { CORE_VALUES, corePath, deployRoleName, moduleStackName, TAGS } from '../../src/model/names';
import { writeList } from '../../src/registry/module-list';
import { ROOT } from '../flows/rehearsal';
import { type Account, createAccount, saveAccount, serve } from '@cv-insync/emulator';

export const SOLUTION = 's';
export const BUCKET = 's-artifacts';

const template = (kind: string) => readFileSync(join(ROOT, 'assets', 'templates', `${kind}.template.json`), 'utf8');
/** The files that definitions consist of, with the published templates. */
export const definitionFiles = (): Tools => ({ ...TOOLS, deliveryTemplates: { connection: template('delivery-connection'), s3: template('delivery-s3') } });

export const entry = (name: string, changes: Partial<Entry> = {}): Entry =>
  ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' }, ...changes });
export const definition = (...entries: Entry[]): Definition => ({
  entries, templates: definitionFiles().deliveryTemplates, digest: digestOf(entries),
});

/** Modules that are installed: `reader` reads from `gone`, the others from nobody. */
export const INSTALLED: Readonly<Record<string, { readonly produces: readonly string[]; readonly consumes: readonly string[] }>> = {
  keep: { produces: [], consumes: ['fleet/Trips'] },
  gone: { produces: ['Out'], consumes: [] },
  reader: { produces: [], consumes: ['gone/Out'] },
  changed: { produces: ['Out'], consumes: [] },
};

const parameter = (Name: string, Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value } });

function moduleTemplate(name: string, produces: readonly string[], consumes: readonly string[]) {
  const path = `/${SOLUTION}/modules/${name}`;
  return {
    Resources: {
      Contract: parameter(`${path}/contract`, canonicalJson({ schema: 1, name, version: '1.0.0', produces, consumes })),
      ...Object.fromEntries(produces.map(output => [`Output${output}`, parameter(`${path}/outputs/${output}`, `${name} ${output}`)])),
    },
  };
}

async function deploy(account: Account, StackName: string, TemplateBody: object, module: string, RoleARN?: string) {
  const Tags = [{ Key: TAGS.solution, Value: SOLUTION }, { Key: TAGS.module, Value: module }];
  await account.call('cloudformation', 'CreateStack', { StackName, TemplateBody: JSON.stringify(TemplateBody), Tags, RoleARN, Capabilities: ['CAPABILITY_NAMED_IAM'] });
  for (;;) {
    const { Stacks: [{ StackStatus }] } = await account.call('cloudformation', 'DescribeStacks', { StackName });
    if (StackStatus === 'CREATE_COMPLETE') return;
    if (!StackStatus.endsWith('_IN_PROGRESS')) throw new Error(`${StackName}: ${StackStatus}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const role = (RoleName: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
});

const CORE_VALUE: Partial<Record<typeof CORE_VALUES[number], string>> = {
  'artifact-bucket': BUCKET,
  'delivery-role-arn': roleArn('s-core-deliver'),
  'connection-arn': 'arn:aws:codeconnections:us-east-1:123456789012:connection/c',
  'module-pipeline-role-arn': roleArn('s-core-module-pipelines'),
  'key-arn': 'arn:aws:kms:us-east-1:123456789012:key/k',
  'topic-arn': 'arn:aws:sns:us-east-1:123456789012:s-core-notifications',
};

/** The parts of a core that commands read: its stack with a bucket, the role that creates deliveries, and its parameters. */
const CORE = {
  Resources: {
    ArtifactBucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET, VersioningConfiguration: { Status: 'Enabled' } } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 's-core-notifications' } },
    Deliver: role('s-core-deliver'),
    Deploy: role('s-core-deploy'),
    DirectoryRule: { Type: 'AWS::Events::Rule', Properties: { Name: 's-core-rule', EventPattern: { source: ['nobody'] } } },
    ...Object.fromEntries(CORE_VALUES.map(value =>
      [`Value${value.replace(/-/g, '')}`, parameter(corePath(SOLUTION, value), CORE_VALUE[value] ?? `${value}-of-s`)])),
  },
};

/** The parts of the second pipeline's stack that commands read. */
const MODULES = {
  Parameters: { CoreModules: { Type: 'String', Default: 'fleet' }, DefinitionKey: { Type: 'String', Default: 'none' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
};

/** Installs the solution once with the commands, before the tests of a file; every run loads it from the folder. */
export function installedSolution(): { folder(): string } {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'insync-installed-'));
    const account = createAccount();
    const served = await serve(account);
    await install(account);
    await saveAccount(account, folder);
    await served.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder: () => folder };
}

async function install(account: Account) {
  await deploy(account, 's-core', CORE, 'core');
  await deploy(account, 's-fleet', moduleTemplate('fleet', ['Trips'], []), 'fleet');
  await deploy(account, 's-modules', MODULES, 'modules');
  const session = await accountOf(account, 'install');
  // The core's code lists none of the modules.
  await writeList(session.store, SOLUTION, splitList([]));
  const wanted = definition(...Object.keys(INSTALLED).map(name => entry(name)));
  const { failures } = await applyDefinition(SOLUTION, wanted, { ...session, notifier: { notify: async () => undefined } }, () => undefined);
  if (failures.length) throw new Error(JSON.stringify(failures));
  for (const [name, { produces, consumes }] of Object.entries(INSTALLED)) {
    await deploy(account, moduleStackName(SOLUTION, name), moduleTemplate(name, produces, consumes), name, roleArn(deployRoleName(SOLUTION, name)));
    await session.store.write(`/s/modules/${name}/gated`, JSON.stringify({ produces, consumes }));
    await session.store.write(`/s/directory/${name === 'reader' ? 'self' : 'operator'}/${name}`, canonicalJson(entry(name)));
  }
}
