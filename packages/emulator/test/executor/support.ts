import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { ActionDeclaration, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { buildSync } from 'esbuild';
import { createAccount, serve, type Account, type Faults, type ServedAccount } from '../../src/account';
import { connectionStateOf } from '../../src/account/codeconnections';
import type { ExecutionRecord } from '../../src/account/codepipeline';
import { pipelineStateOf } from '../../src/account/codepipeline';
import { startExecutor, type Executor } from '../../src/executor';
import { git } from '../../src/executor/git';
import { openSandbox } from '../../src/executor/sandbox';

/** Real processes take longer if other tests run at the same time. */
jest.setTimeout(60_000);

export const ROLE = 'arn:aws:iam::123456789012:role/some-role';
export const BUCKET = 'artifacts';
export const CONNECTION = 'arn:aws:codeconnections:us-east-1:123456789012:connection/some';

export interface Bench {
  readonly account: Account;
  readonly executor: Executor;
  readonly workDir: string;
  readonly served: ServedAccount;
  close(): Promise<void>;
}

/** The programs of functions and sandboxes, bundled once for all tests of a file. */
const bundled: Record<string, Uint8Array> = {};
const bundle = (name: string) => bundled[name] ??= buildSync({
  entryPoints: [join(__dirname, `../../src/${name}.ts`)],
  bundle: true,
  platform: 'node',
  write: false,
  logLevel: 'error',
}).outputFiles[0].contents;

interface BenchOptions {
  readonly buildConcurrency?: number;
  readonly faults?: Faults;
  readonly iam?: boolean;
  /** Runs builds and functions in a sandbox that reaches these hosts. */
  readonly sandboxHosts?: readonly string[];
  readonly onRefused?: (authority: string) => void;
}

/** An account that runs pipelines, with an artifact bucket. */
export async function bench({ buildConcurrency = 4, faults, iam, sandboxHosts, onRefused = () => {} }: BenchOptions = {}): Promise<Bench> {
  const workDir = mkdtempSync(join(tmpdir(), 'executor-'));
  const account = createAccount({ faults, iam });
  const served = await serve(account);
  const functionRunner = join(workDir, 'run-function.js');
  writeFileSync(functionRunner, bundle('run-function'));
  const forwarder = join(workDir, 'run-forwarder.js');
  if (sandboxHosts) writeFileSync(forwarder, bundle('run-forwarder'));
  const { endpoint } = served;
  const sandbox = sandboxHosts && await openSandbox({ workDir, forwarder, endpoint, hosts: sandboxHosts, readable: [], onRefused });
  const baseEnvironment = { PATH: process.env.PATH!, HOME: workDir };
  const executor = startExecutor(account, { workDir, functionRunner, buildConcurrency, sandbox, baseEnvironment });
  await account.call('s3', 'CreateBucket', { Bucket: BUCKET });
  return {
    account,
    executor,
    workDir,
    served,
    close: async () => {
      executor.processes.close();
      sandbox?.close();
      await served.close();
      rmSync(workDir, { recursive: true, force: true });
    },
  };
}

type Files = Record<string, string>;

/** A repository behind the connection, with these files in its first commit. */
export async function repository({ account, workDir }: Bench, name: string, files: Files): Promise<{ commit(changed: Files): Promise<string> }> {
  const bare = join(workDir, 'git', `${name}.git`);
  const tree = join(workDir, 'trees', name);
  mkdirSync(bare, { recursive: true });
  mkdirSync(tree, { recursive: true });
  await git(bare, 'init', '--quiet', '--bare');
  await git(tree, 'init', '--quiet');
  await git(tree, 'remote', 'add', 'origin', bare);
  connectionStateOf(account).repositories[name] = bare;
  const commit = async (changed: Record<string, string>) => {
    for (const [path, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    await git(tree, 'add', '--all');
    await git(tree, 'commit', '--quiet', '--message', 'a change');
    await git(tree, 'push', '--quiet', 'origin', 'HEAD:main');
    return git(tree, 'rev-parse', 'HEAD');
  };
  await commit(files);
  return { commit };
}

export const source = (repo: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name: 'Checkout',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeStarSourceConnection', version: '1' },
  configuration: { ConnectionArn: CONNECTION, FullRepositoryId: repo, BranchName: 'main' },
  outputArtifacts: [{ name: 'Source' }],
  namespace: 'SourceVariables',
  ...more,
});

export const build = (ProjectName: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name: 'Build',
  actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
  inputArtifacts: [{ name: 'Source' }],
  ...more,
  configuration: { ProjectName, ...more.configuration },
});

export const invoke = (name: string, functionName: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name,
  actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'Lambda', version: '1' },
  ...more,
  configuration: { FunctionName: functionName, ...more.configuration },
});

export const approve = (name: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration =>
  ({ name, actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' }, ...more });

type Stages = Record<string, ActionDeclaration[]>;

export const pipeline = (name: string, stages: Stages, more: Partial<PipelineDeclaration> = {}): PipelineDeclaration => ({
  name,
  roleArn: ROLE,
  pipelineType: 'V2',
  artifactStore: { type: 'S3', location: BUCKET },
  stages: Object.entries(stages).map(([stage, actions]) => ({ name: stage, actions })),
  ...more,
});

export async function project({ account }: Bench, name: string, buildspec: string, more: object = {}) {
  await account.call('codebuild', 'CreateProject', {
    name,
    serviceRole: ROLE,
    source: { type: 'CODEPIPELINE', buildspec },
    artifacts: { type: 'CODEPIPELINE' },
    environment: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    ...more,
  });
}

export const executionsOf = ({ account }: Bench, name: string): ExecutionRecord[] => pipelineStateOf(account).pipelines[name].executions;

/** Waits until a condition is true. */
export async function until<T>(what: () => T | Promise<T>, seconds = 20): Promise<NonNullable<T>> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const value = await what();
    if (value) return value as NonNullable<T>;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`did not happen within ${seconds} s: ${what}`);
}

export const quiet = (on: Bench) => until(() => on.executor.running().length === 0);

/** The result of an execution, action by action. */
export const outcome = (execution: ExecutionRecord) =>
  Object.fromEntries(execution.actions.map(({ stage, name, status }) => [`${stage}/${name}`, status]));
