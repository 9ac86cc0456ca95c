import { existsSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { runCommand } from './command';
import type { RehearsalContext } from './context';
import type { AssembledStack } from '../assembly/cloud-assembly';
import { INSTALL } from '../pipelines/build-spec';
import { git, operationSucceeded, stackAtRest } from '@cv-insync/emulator';

const INLINE_LIMIT = 51_200;

let checkouts = 0;

/** Synthesizes the app of a repository in a fresh checkout, as a user does. Returns the folder of the cloud assembly. */
export async function synthesize(context: RehearsalContext, repository: string): Promise<string> {
  const { workDir, repositories, executor, install } = context;
  const checkout = join(workDir, 'checkouts', `${++checkouts}`);
  await git(workDir, 'clone', '--quiet', repositories.bare(repository), checkout);
  const modules = context.modulesFor(repository);
  if (modules && !existsSync(join(checkout, 'node_modules'))) symlinkSync(modules, join(checkout, 'node_modules'), 'dir');
  const common = { cwd: checkout, env: context.userEnvironment, logFile: join(workDir, 'logs', 'setup.log') };
  const synth = 'npx cdk synth --quiet';
  if (install) await runCommand(executor.processes, { ...common, label: `installing and synthesizing the app of ${repository}`, command: ['set -e', ...INSTALL, synth].join('\n') });
  else await runCommand(executor.processes, { ...common, label: `synthesizing the app of ${repository}`, command: synth });
  return join(checkout, 'cdk.out');
}

/** Creates or updates a stack, and waits for it. */
export async function deployStack({ account, screen }: RehearsalContext, assembly: string, stack: AssembledStack): Promise<void> {
  const { stackName, templateFile, tags } = stack;
  screen.doing(`deploying stack ${stackName}`);
  // The CDK's command line sends templates as YAML.
  const TemplateBody = stringify(JSON.parse(readFileSync(join(assembly, templateFile), 'utf8')), { schema: 'yaml-1.1', lineWidth: 0 });
  if (Buffer.byteLength(TemplateBody) > INLINE_LIMIT) {
    throw new Error(`the template of ${stackName} has ${Buffer.byteLength(TemplateBody)} bytes, expected at most ${INLINE_LIMIT}, which CloudFormation accepts without a bucket`);
  }
  const existing = await stackAtRest(account, stackName);
  const since = new Date();
  try {
    const { StackId } = await account.call('cloudformation', existing ? 'UpdateStack' : 'CreateStack', {
      StackName: stackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'], Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    await operationSucceeded(account, StackId, since);
  } catch (error) {
    if (!/no updates are to be performed/i.test((error as Error).message)) throw error;
  }
  screen.doing('');
}
