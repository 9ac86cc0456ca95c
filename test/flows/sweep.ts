import { execFileSync } from 'child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { Folder, FUNCTION_RUNNER, ROOT, script } from './rehearsal';
import { composeModules } from '../../src/rehearsal/modules-folder';
import { Recorder, type RecordedExecution } from '../../src/rehearsal/recorder';
import { rehearse } from '../../src/rehearsal/rehearse';
import { quiet } from '../../src/rehearsal/steps';
import { type AccountState, stateOf } from '../rehearsal/account-state';
import { type Account, baseEnvironment, createAccount, type Faults, fireDaily, loadAccount, observe, saveAccount, serve, startExecutor } from '@cv-insync/emulator';


/** Fast replacements of `cdk synth` and `npx`: the app was synthesized into the repository before. */
const QUICK = {
  cdk: '#!/bin/sh\n[ "$1" = synth ] || exit 1\nrm -rf cdk.out && cp -R assembly cdk.out\n',
  npx: '#!/bin/sh\ntool=$1; shift\nexec "./node_modules/.bin/$tool" "$@"\n',
};

/** A running copy of the solution. */
export interface SolutionCopy {
  readonly account: Account;
  /** Performs a change, waits until nothing runs any more, and returns what ran. */
  during(what: () => Promise<unknown> | unknown): Promise<readonly RecordedExecution[]>;
  /** Simulates a day without changes, and returns what ran. */
  nextDay(): Promise<readonly RecordedExecution[]>;
  state(): Promise<AccountState>;
  close(): Promise<void>;
}

/** A solution that is set up once; every run gets its own copy. */
export class SolutionTemplate {
  private readonly folder = new Folder();
  private readonly saved = mkdtempSync(join(tmpdir(), 'insync-saved-'));
  readonly workDir = join(this.folder.path, 'work');

  /** Sets the solution up. `modules` are all repositories that the core or a change refers to. */
  async setUp(modules: readonly string[], files: Readonly<Record<string, string>>): Promise<void> {
    this.folder.write({ ...files, 'script.json': script(modules, ['setup']), 'node_modules/.bin/cdk': QUICK.cdk, 'bin/npx': QUICK.npx });
    for (const program of ['node_modules/.bin/cdk', 'bin/npx']) chmodSync(join(this.folder.path, program), 0o755);
    symlinkSync(ROOT, join(this.folder.path, 'node_modules', 'cv-insync'));
    for (const name of ['aws-cdk-lib', 'constructs']) symlinkSync(join(ROOT, 'node_modules', name), join(this.folder.path, 'node_modules', name));
    for (const name of ['core', ...modules]) this.synthesize(name);
    const account = createAccount({ iam: true });
    let output = '';
    const { result } = await rehearse({
      script: join(this.folder.path, 'script.json'),
      timeout: 120,
      workDir: this.workDir,
      keep: true,
      packageRoot: ROOT,
      functionRunner: FUNCTION_RUNNER,
      account,
      output: { write: (text: string) => { output += text; } },
    });
    if (result !== 'succeeded') throw new Error(`the solution could not be set up:\n${output}`);
    await saveAccount(account, this.saved);
  }

  /** The source folder of a repository, to be changed by a later push. */
  pathOf(repository: string): string {
    return join(this.folder.path, repository);
  }

  /** Synthesizes the app of a repository into the repository itself. */
  synthesize(repository: string): void {
    const cwd = this.pathOf(repository);
    rmSync(join(cwd, 'assembly'), { recursive: true, force: true });
    execFileSync(process.execPath, ['app.js'], { cwd, env: { PATH: process.env.PATH, CDK_OUTDIR: 'assembly', INSYNC_SOLUTION: 'cv' } });
  }

  /** A copy of a bare repository with one more commit of the folder's current contents; returns its path and that commit. */
  pushed(name: string): { bare: string; commit: string } {
    const [bare, tree] = [join(this.folder.path, 'pushed', `${name}.git`), join(this.folder.path, 'pushed', name)];
    cpSync(join(this.workDir, 'git', 'acme', `${name}.git`), bare, { recursive: true });
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd: tree, encoding: 'utf8' }).trim();
    mkdirSync(tree, { recursive: true });
    execFileSync('git', ['clone', '--quiet', bare, tree]);
    cpSync(this.pathOf(name), tree, { recursive: true });
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a change');
    git('push', '--quiet', 'origin', 'HEAD:main');
    return { bare, commit: git('rev-parse', 'HEAD') };
  }

  /** A copy with the given faults, which is closed after `use`. */
  async with<T>(faults: Faults | undefined, work: (copy: SolutionCopy) => Promise<T>): Promise<T> {
    const copy = await this.copy(faults);
    try {
      return await work(copy);
    } finally {
      await copy.close();
    }
  }

  private async copy(faults?: Faults): Promise<SolutionCopy> {
    const account = loadAccount(this.saved, { faults, iam: true });
    const workDir = mkdtempSync(join(tmpdir(), 'insync-copy-'));
    const served = await serve(account);
    const base = baseEnvironment(workDir, false);
    const executor = startExecutor(account, {
      workDir,
      functionRunner: FUNCTION_RUNNER,
      modulesFor: () => composeModules(join(this.folder.path, 'composed'), this.folder.path, ROOT),
      baseEnvironment: { ...base, PATH: [join(this.folder.path, 'bin'), base.PATH].join(delimiter) },
      buildConcurrency: 4,
    });
    const recorder = new Recorder(observe(account));
    const during: SolutionCopy['during'] = async what => {
      const before = recorder.executions.length;
      await what();
      await quiet({ account, executor });
      return recorder.executions.slice(before);
    };
    return {
      account,
      during,
      nextDay: () => during(() => fireDaily(account)),
      state: () => stateOf(account),
      close: async () => {
        executor.processes.close();
        await served.close();
        rmSync(workDir, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }

  remove() {
    this.folder.remove();
    rmSync(this.saved, { recursive: true, force: true });
  }
}

export const put = (account: Account, name: string, value: object | string) =>
  account.call('ssm', 'PutParameter', { Name: name, Value: typeof value === 'string' ? value : JSON.stringify(value), Type: 'String', Overwrite: true });

/** Abandons the execution in which an action begins for the first time; operations that the action started continue. */
export function abandonAt(account: Account, [pipeline, stage, action]: ActionPath): void {
  const observation = observe(account);
  const unsubscribe = observation.onAction(begun => {
    const executions = observation.pipelines().find(({ declaration }) => declaration.name === pipeline)?.executions;
    const execution = executions?.find(({ actions }) => actions.includes(begun));
    if (begun.stage !== stage || begun.name !== action || !execution) return;
    unsubscribe();
    void account.call('codepipeline', 'StopPipelineExecution', { pipelineName: pipeline, pipelineExecutionId: execution.id, abandon: true, reason: 'interrupted' });
  });
}

/** Pipeline, stage and action. */
export type ActionPath = readonly [string, string, string];

/** The actions that ran, without repetitions. */
export const actionsOf = (executions: readonly RecordedExecution[]): ActionPath[] => [...new Map(executions.flatMap(({ record }) =>
  record.actions.map((action): [string, ActionPath] => [`${record.pipeline}/${action.stage}/${action.name}`, [record.pipeline, action.stage, action.name]]))).values()];

/** The executions: `core, push: Succeeded`. */
export const namesOf = (executions: readonly RecordedExecution[]) => executions.map(({ of, cause, record }) => `${of}, ${cause}: ${record.status}`).sort();
