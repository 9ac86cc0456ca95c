import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { availableParallelism } from 'os';
import { dirname, join, resolve } from 'path';
import type { RehearsalContext } from './context';
import { failuresOf, keepLogs } from './failures';
import { interruption } from './interruption';
import { moduleFolders } from './modules-folder';
import { Recorder } from './recorder';
import type { Report } from './report';
import { sandboxFor } from './sandbox';
import { openScreen, type Output } from './screen';
import { summary, type FailureDetail } from './screen/summary';
import { parseScript, type Script } from './script';
import { accountReport } from './snapshot';
import { runStep, titleOf, type StepOutcome } from './steps';
import { openWorkDir } from './work-dir';
import { type Account, baseEnvironment, createAccount, endpointEnvironment, type Executor, GIT_IDENTITY, Repositories, observe, type Sandbox, serve, startExecutor } from '@cv-insync/emulator';

export interface RehearseOptions {
  /** The script, or its file. */
  readonly script: string | Script;
  readonly report?: string;
  readonly workDir?: string;
  readonly keep?: boolean;
  readonly port?: number;
  readonly install?: boolean;
  /** Seconds that the whole rehearsal may take. */
  readonly timeout: number;
  readonly stopOnFailure?: boolean;
  /** Whether builds, functions and commands run in a sandbox. */
  readonly sandbox?: boolean;
  /** Hosts that a sandbox reaches beside the registries of npm. */
  readonly allowHost?: readonly string[];
  /** The program that connects a sandbox to the account. */
  readonly forwarder?: string;
  /** Root of the package whose command line this is. */
  readonly packageRoot: string;
  /** The program that runs functions. */
  readonly functionRunner: string;
  readonly output: Output;
  /** @default - an empty account */
  readonly account?: Account;
  /** Ends the rehearsal early; its reason says why. */
  readonly signal?: AbortSignal;
  /** Completes the report. */
  readonly complete?: (report: Report) => Report;
  /** Runs after the script, while the account and everything in it still run. */
  readonly afterwards?: (context: RehearsalContext, report: Report) => Promise<void>;
}

/** Runs a script against an account of its own and reports what happened. */
export async function rehearse(options: RehearseOptions): Promise<Report> {
  const script = typeof options.script === 'string' ? parseScript(readScript(options.script), options.script) : options.script;
  if (options.report) prepareReportFile(options.report);
  const { workDir, remove } = openWorkDir(options, 'cv-insync-rehearsal-');
  const { account = createAccount({ iam: true }) } = options;
  let executor: Executor | undefined;
  let sandbox: Sandbox | undefined;
  const served = await serve(account, { port: options.port }).catch((error: NodeJS.ErrnoException) => {
    remove();
    throw error.code === 'EADDRINUSE' ? new Error(`port ${options.port} is in use: choose another one, or leave --port out for a free one`) : error;
  });
  try {
    const modulesFor = modulesOf(options, script, workDir);
    sandbox = options.sandbox ? await sandboxOf(options, script, workDir, served.endpoint) : undefined;
    executor = startExecutor(account, {
      workDir,
      sandbox,
      modulesFor,
      functionRunner: options.functionRunner,
      baseEnvironment: baseEnvironment(workDir, options.install ?? false),
      buildConcurrency: Math.max(2, availableParallelism()),
      keepFolders: options.keep,
    });
    const { orInterrupted, close } = interruption(options.timeout, options.signal, executor);
    const performed = await perform(options, script, { account, executor, workDir, modulesFor, orInterrupted }).finally(close);
    await options.afterwards?.(performed.context, performed.report);
    return performed.report;
  } finally {
    executor?.processes.close();
    sandbox?.close();
    await served.close();
    remove();
  }
}

const sandboxOf = (options: RehearseOptions, { repositories }: Script, workDir: string, endpoint: string) => sandboxFor({
  workDir,
  endpoint,
  install: options.install ?? false,
  forwarder: options.forwarder!,
  folders: [options.packageRoot, ...repositories.flatMap(({ path }) => path ?? [])],
  hosts: options.allowHost,
  onRefused: authority => options.output.write(`the sandbox refused a connection to ${authority}; --allow-host allows it\n`),
});

function readScript(file: string): string {
  if (!existsSync(file)) throw new Error(`there is no script '${file}'`);
  if (isFolder(file)) throw new Error(`'${file}' is a folder, expected the file of a script`);
  return readFileSync(file, 'utf8');
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

/** Fails before anything runs if the report cannot be written. */
function prepareReportFile(report: string) {
  const file = resolve(report);
  if (isFolder(file)) throw new Error(`the report cannot be written to '${report}', which is a folder: name a file`);
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new Error(`the report cannot be written to '${report}': ${(error as Error).message}`);
  }
}

function modulesOf({ install, packageRoot }: RehearseOptions, { repositories }: Script, workDir: string) {
  const foldersOf = moduleFolders(join(workDir, 'modules'), packageRoot);
  return (repository: string | undefined) => install ? undefined : foldersOf(repositories.find(({ name }) => name === repository)?.path);
}

type Parts = Pick<RehearsalContext, 'account' | 'executor' | 'workDir' | 'modulesFor' | 'orInterrupted'>;

async function perform(options: RehearseOptions, script: Script, parts: Parts): Promise<{ context: RehearsalContext; report: Report }> {
  const { account, executor, workDir } = parts;
  const observation = observe(account);
  const recorder = new Recorder(observation);
  const repositories = new Repositories(account, workDir);
  const screen = openScreen(options.output, observation, recorder);
  const context: RehearsalContext = {
    ...parts,
    subject: script,
    observation,
    recorder,
    repositories,
    screen,
    install: options.install ?? false,
    userEnvironment: {
      ...baseEnvironment(workDir, options.install ?? false),
      ...endpointEnvironment(account),
      ...GIT_IDENTITY,
      INSYNC_SOLUTION: script.solution,
      AWS_ACCESS_KEY_ID: account.accessKey,
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
    },
  };
  const outcomes: StepOutcome[] = [];
  try {
    screen.line(`account ${account.accountId} at ${account.endpoint}, work directory ${workDir}`);
    for (const repository of script.repositories) await parts.orInterrupted(repositories.create(repository));
    for (const [index, step] of script.steps.entries()) {
      screen.step(`step ${index + 1} of ${script.steps.length}: ${titleOf(step)}`);
      const outcome = await runStep(context, step);
      outcomes.push(outcome);
      if (outcome.interrupted || !outcome.ok && options.stopOnFailure) break;
    }
  } finally {
    screen.close();
  }
  const accountProblems = problemsOf(account);
  const found: Report = {
    result: outcomes.every(({ ok }) => ok) && !accountProblems.length ? 'succeeded' : 'failed',
    steps: outcomes.map(outcome => outcome.report),
    account: await accountReport(account),
    storedOnly: observation.storedOnly(),
  };
  const report = options.complete?.(found) ?? found;
  const details: FailureDetail[] = outcomes.flatMap(({ failures, failed: executions }, index) =>
    [...failures, ...failuresOf(observation, executor, executions, script.steps[index].expect.failed)]);
  const kept = keepLogs(details, options.keep ?? false, options.report);
  if (options.report) writeFileSync(options.report, `${JSON.stringify(report, undefined, 2)}\n`);
  options.output.write(`${summary(report, [...kept, ...accountProblems.map(message => ({ where: 'the account', message, lastLines: [] }))], options.output, script.steps.map(titleOf))}\n`);
  return { context, report };
}

function problemsOf(account: Account): string[] {
  const unknown = [...new Set(account.unknownOperations)].map(operation => `${operation} was called, which the rehearsal's account does not support`);
  return [...unknown, ...account.failures.map(error => (error as Error).message ?? String(error))];
}
