import { existsSync, readFileSync, symlinkSync } from 'fs';
import { join } from 'path';
import { runCommand } from './command';
import { git } from './executor/git';
import { stackAtRest, operationSucceeded } from './executor/providers/stacks';
import type { Stage } from './stage';

const INLINE_LIMIT = 51_200;
const INSTALL = 'if [ -f package-lock.json ]; then npm ci; elif [ -f package.json ]; then npm install; fi; if [ -f requirements.txt ]; then python3 -m pip install --quiet --requirement requirements.txt; fi';

interface CoreManifest {
  readonly solution: string;
  readonly stackName: string;
  readonly templateFile: string;
}

/** What the user does once: runs the core's app and deploys the core's stack. Everything else follows by itself. */
export async function setup(stage: Stage): Promise<void> {
  const { script, screen, account } = stage;
  screen.doing(`running the core's app (${script.core.name})`);
  const checkout = await synthesize(stage);
  const manifest = readManifest(join(checkout, 'cdk.out'));
  if (manifest.solution !== script.solution) {
    throw new Error(`the script is about the solution '${script.solution}', but the core in ${script.core.path} defines '${manifest.solution}': name the same one in both`);
  }
  screen.doing(`deploying stack ${manifest.stackName}`);
  const template = readFileSync(join(checkout, 'cdk.out', manifest.templateFile), 'utf8');
  const TemplateBody = JSON.stringify(JSON.parse(template));
  if (Buffer.byteLength(TemplateBody) > INLINE_LIMIT) {
    throw new Error(`the template of ${manifest.stackName} has ${Buffer.byteLength(TemplateBody)} bytes; without a bucket CloudFormation takes ${INLINE_LIMIT} at most`);
  }
  const existing = await stackAtRest(account, manifest.stackName);
  const since = new Date();
  try {
    const { StackId } = await account.call('cloudformation', existing ? 'UpdateStack' : 'CreateStack', {
      StackName: manifest.stackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'], Tags: tagsOf(join(checkout, 'cdk.out'), manifest.templateFile),
    });
    await operationSucceeded(account, StackId, since);
  } catch (error) {
    if (!/no updates are to be performed/i.test((error as Error).message)) throw error;
  }
  screen.doing('');
}

async function synthesize(stage: Stage): Promise<string> {
  const { script, workDir, repositories, executor, install } = stage;
  const checkout = join(workDir, 'checkouts', `${Date.now()}`);
  await git(workDir, 'clone', '--quiet', repositories.bare(script.core.name), checkout);
  const modules = stage.modulesFor(script.core.name);
  if (modules && !existsSync(join(checkout, 'node_modules'))) symlinkSync(modules, join(checkout, 'node_modules'), 'dir');
  const common = { cwd: checkout, env: stage.userEnvironment, logFile: join(workDir, 'logs', 'setup.log') };
  if (install) await runCommand(executor.processes, { ...common, label: 'installing the core\'s dependencies', command: INSTALL });
  await runCommand(executor.processes, { ...common, label: 'synthesizing the core\'s app', command: 'npx cdk synth --quiet' });
  return checkout;
}

function readManifest(assembly: string): CoreManifest {
  const file = join(assembly, 'insync.core.json');
  if (!existsSync(file)) throw new Error('the core\'s app defines no core: expected it to contain a CoreInSync, in an app that cdk.json of its repository runs');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The tags that the app gives to the stack. */
function tagsOf(assembly: string, templateFile: string): { Key: string; Value: string }[] {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as { artifacts: Record<string, { properties?: { templateFile?: string; tags?: Record<string, string> } }> };
  const tags = Object.values(artifacts).find(({ properties }) => properties?.templateFile === templateFile)?.properties?.tags ?? {};
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
