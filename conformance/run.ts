import { join } from 'path';
import { announcement } from './announcement';
import { type AwsAccount, openAccount } from './aws/account';
import { cleanUp } from './aws/clean-up';
import { describeLeftover, leftoversOf } from './aws/leftovers';
import { checksOf } from './checks';
import { type Check, type Result, selected } from './checks/check';
import { AWS_PACE, EMULATOR_PACE, type RunContext } from './checks/context';
import { synthesizeCore } from './checks/set-up';
import { addUsage, estimate } from './costs/estimate';
import { addCounts, solutionResources } from './costs/resources';
import { type RunningEmulator, startEmulator } from './emulator';
import { fixtures, refusals } from './finish';
import { interruption, type Interruption } from './interruption';
import { newSolutionName } from './names';
import { givenRepository, type Options } from './options';
import { performAll } from './perform';
import { Recorder } from './record/recorder';
import { reportText } from './report';
import { deleteBranches, openRepository, type RepositoryAddress } from './user/repository';
import { createSources } from './user/sources';
import { terminal } from './user/terminal';
import { createWorkspace, type Workspace } from './user/workspace';
import { confirm } from '../src/cli/terminal/confirm';

const log = (line: string) => console.error(line);

/** What a run works with. */
interface Run {
  readonly options: Options;
  readonly account: AwsAccount;
  readonly solution: string;
  readonly workspace: Workspace;
  readonly checks: readonly Check[];
  readonly repository?: RepositoryAddress;
  readonly interrupted: Interruption;
}

/** Runs the checks, cleans up, and reports. Returns the exit code. */
export async function run(options: Options): Promise<number> {
  const solution = options.solution ?? newSolutionName();
  const interrupted = interruption(() => {
    log(`the clean-up was interrupted, too. Delete what is left with: npm run conformance -- --clean-up ${solution}`);
    process.exit(1);
  });
  const workspace = createWorkspace();
  let emulator: RunningEmulator | undefined;
  try {
    const all = checksOf(options);
    const checks = selected(all, options.only);
    if (!checks.length) throw new Error(`--only ${options.only.join(',')}: no check has such a name; their names begin with ${[...new Set(all.map(({ name }) => name.split('/')[0]))].join(', ')}`);
    emulator = options.emulator ? await startEmulator(workspace.modules) : undefined;
    const account = await openAccount(emulator ? { ...options, endpoint: emulator.endpoint } : options);
    const parts: Run = { options, account, solution, workspace, checks, repository: emulator?.repository ?? givenRepository(options), interrupted };
    await begin(parts);
    return await performRun(parts);
  } finally {
    await emulator?.close();
    workspace.remove();
    interrupted.close();
  }
}

/** Refuses an account that has anything of that name, says what will be created, and asks. */
async function begin({ options, account, solution, workspace, checks, interrupted }: Run): Promise<void> {
  const existing = await leftoversOf(account, solution);
  if (existing.length) {
    throw new Error(`the account ${account.id} has something of the name ${solution} already: ${existing.map(describeLeftover).join(', ')}; choose another --solution, or delete it with --clean-up ${solution}`);
  }
  const assembly = await synthesizeCore({ account, solution, workspace, terminal: terminal(account.environment, interrupted.signal) });
  const performed = checks.filter(({ leftOut }) => leftOut === undefined);
  const usage = addUsage(performed.map(check => check.usage ?? {}));
  const resources = addCounts([
    solutionResources(assembly, join(workspace.modules, 'cv-insync'), solution, usage.deliveries), ...performed.map(({ creates }) => creates ?? {}), { 'AWS::S3::Bucket': 1 },
  ]);
  const leftOut = checks.flatMap(({ name, leftOut: why }) => why === undefined ? [] : [`${name}: ${why}`]);
  const { rounds } = options;
  log(announcement({ account, solution, checks: performed.length, leftOut, rounds, resources, estimate: estimate(usage, resources) }));
  await confirm(`create this in the account ${account.id}`, { yes: options.yes });
}

async function performRun(parts: Run): Promise<number> {
  const { options, account, solution, workspace, checks, repository, interrupted: { signal, sleep } } = parts;
  const results: Result[] = [];
  const began = new Date();
  let problem: string | undefined;
  try {
    const context: RunContext = {
      options,
      account,
      solution,
      workspace,
      signal,
      sleep,
      recorder: new Recorder({ solution, accountId: account.id, region: account.region, endpoint: account.endpoint, folder: workspace.folder }),
      pace: account.endpoint === undefined ? AWS_PACE : EMULATOR_PACE,
      terminal: terminal(account.environment, signal),
      sources: await createSources(account, solution),
      ...repository && { repository: await openRepository(repository, solution, join(workspace.folder, 'repository')) },
    };
    await performAll(checks, context, results, log);
    results.push(await refusals(context, began, log), ...fixtures(context));
  } catch (error) {
    problem = (error as Error).message;
    log(problem);
  }
  log('cleaning up ...');
  results.push(await cleaned(parts));
  console.log(reportText(results, problem === undefined ? [] : [`ended early: ${problem}`]));
  return problem === undefined && results.every(({ outcome }) => outcome !== 'failed') ? 0 : 1;
}

async function cleaned({ account, solution, workspace, repository }: Run): Promise<Result> {
  const start = Date.now();
  const named = { name: 'clean-up', title: 'everything that the run created is deleted' };
  const left = await cleanUp({ account, solution, log, destroy: () => destroy(account, solution, join(workspace.modules, 'cv-insync', 'assets', 'cv-insync.js')) })
    .catch((error: Error) => [error.message]);
  if (repository) left.push(...await branchesLeft(repository, solution));
  const seconds = (Date.now() - start) / 1000;
  return left.length ? { ...named, outcome: 'failed', seconds, reason: `left: ${left.join('; ')}; try again with --clean-up ${solution}` } : { ...named, outcome: 'passed', seconds };
}

/** Deletes the branches of a run. Returns why they are left, if they are. */
const branchesLeft = (repository: RepositoryAddress, solution: string): Promise<string[]> =>
  deleteBranches(repository, solution).then(() => [], (error: Error) => [`branches of ${repository.name}: ${error.message}`]);

/** Runs `cv-insync destroy`, also if the run was interrupted. */
async function destroy(account: AwsAccount, solution: string, commandLine: string): Promise<string | undefined> {
  const { status, output } = await terminal(account.environment).run(process.cwd(), process.execPath, commandLine, 'destroy', '--solution', solution, '--yes');
  return status === 0 ? undefined : output.trim().split('\n').slice(-5).join(' | ');
}

/** Deletes what a run that was killed left. */
export async function cleanUpAfter(solution: string, options: Options): Promise<number> {
  const account = await openAccount(options);
  const repository = givenRepository(options);
  const branches = repository ? await branchesLeft(repository, solution) : [];
  if (branches.length) log(branches.join('\n'));
  const existing = await leftoversOf(account, solution);
  if (!existing.length) {
    console.log(`nothing of ${solution} exists in the account ${account.id}, ${account.region}`);
    return 0;
  }
  log(`of ${solution}, this exists in the account ${account.id}, ${account.region}:\n${existing.map(leftover => `  ${describeLeftover(leftover)}`).join('\n')}`);
  await confirm('delete it', { yes: options.yes });
  const left = await cleanUp({ account, solution, log, destroy: () => destroy(account, solution, join(__dirname, '..', 'assets', 'cv-insync.js')) });
  console.log(left.length ? `left:\n${left.map(each => `  ${each}`).join('\n')}` : `everything of ${solution} is deleted`);
  return left.length ? 1 : 0;
}
