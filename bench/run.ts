/** `npm run bench`: measures importing the library, preparing a solution, the command line and the emulator, and counts what changes run. */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import Table from 'cli-table3';
import { type Change, CHANGES, type Counts } from './counts';
import { Measured, inProcess, inTurn } from './measure';

const root = join(__dirname, '..');
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const only = process.argv[2];

const script = (name: string, env: NodeJS.ProcessEnv = {}) => inProcess(['--import', 'tsx', join(__dirname, name)], env);
const required = (module: string, ...names: readonly string[]) => inProcess(['-e', `
  const start = process.hrtime.bigint();
  const { ${names.join(', ')} } = require(${JSON.stringify(module)});
  console.log(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - start) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));`]);

const time = ({ milliseconds, failure }: Measured) => failure ?? `${milliseconds.toFixed(0)} ms`;
const memory = ({ megabytes, failure }: Measured) => (failure ? '' : `${megabytes.toFixed(0)} MB`);

function table(title: string, head: string[], rows: string[][]) {
  const drawn = new Table({ head, style: { head: [], border: [] } });
  drawn.push(...rows);
  console.log(`\n${title}\n${drawn.toString()}`);
}

function imports() {
  const alone = inTurn(2 * RUNS + 1, () => required(root), () => required('aws-cdk-lib'));
  const used = inTurn(2 * RUNS + 1, () => required(root, 'CoreInSync', 'InSyncModule', 'Module', 'Source'), () => required('aws-cdk-lib', 'App', 'Stack'));
  const row = (what: string, { a, b, ratio }: typeof alone) =>
    [what, time(a), time(b), `${(a.milliseconds - b.milliseconds).toFixed(0)} ms`, ratio.toFixed(2)];
  table('Importing (goal: at most 30 ms more than aws-cdk-lib)', ['', 'cv-insync', 'aws-cdk-lib', 'difference', 'ratio'], [
    row('import alone', alone),
    row('import and take its classes (of aws-cdk-lib: App and Stack)', used),
  ]);
}

function preparation() {
  const rows = [10, 100, 500, 1000].map(count => {
    const env = { BENCH_ENTRIES: `${count}` };
    const { a, b, ratio } = inTurn(count > 100 ? 1 : 3, () => script('prepare.ts', env), () => script('cdk-pipelines.ts', env));
    return [`${count}`, time(a), memory(a), time(b), memory(b), Number.isNaN(ratio) ? '' : ratio.toFixed(3)];
  });
  table('Planning and generating N modules (goal: 500 in at most 3 s and 400 MB), compared with a CDK Pipelines pipeline with N one-stack stages',
    ['modules', 'prepare', 'peak', 'CDK Pipelines', 'peak', 'ratio'], rows);
}

function rehearsal() {
  const version = inTurn(RUNS, () => script('command.ts', { BENCH_COMMAND: '--version' }), () => script('command.ts', { BENCH_COMMAND: '--help' }));
  const setUp = script('command.ts', { BENCH_COMMAND: 'rehearse' });
  table('The command line', ['', 'time', 'goal'], [
    ['cv-insync --version', time(version.a), '500 ms'],
    ['cv-insync --help', time(version.b), '500 ms'],
    ['cv-insync rehearse: the set-up of the examples', time(setUp), '45 s on 2 cores'],
  ]);
}

function account() {
  const of = (name: string, stacks: number) => script('account.ts', { BENCH_ACCOUNT: name, BENCH_STACKS: `${stacks}` });
  const hasMoto = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
  const start = ({ started }: Measured) => started === undefined ? '' : `${started.toFixed(0)} ms`;
  const row = (name: string, stacks: number, measured: Measured, ratio = '') => [name, `${stacks}`, time(measured), memory(measured), start(measured), ratio];
  const rows = [row('emulator', 1000, of('account', 1000))];
  if (hasMoto) {
    const { a, b, ratio } = inTurn(1, () => of('account', 100), () => of('moto', 100));
    rows.push(row('emulator', 100, a, Number.isNaN(ratio) ? '' : ratio.toFixed(3)), row("moto's server", 100, b, '1'));
  }
  table('Creating, listing, updating without changes and deleting N stacks of 5 resources over HTTP (goal: 1000 in at most 20 s and 500 MB, start in 300 ms)',
    ['', 'stacks', 'time', 'peak', 'start', 'ratio'], rows);
  if (!hasMoto) console.log("moto's server is not installed: no comparison");
}

function changes() {
  const titles: Record<Change, string> = { update: 'update one module', add: 'add one module', core: 'change the core' };
  const shared = mkdtempSync(join(tmpdir(), 'insync-bench-'));
  const rows = [10, 100, 500].flatMap(count => {
    const counted = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'run-counts.ts')], {
      env: { ...process.env, BENCH_ENTRIES: `${count}`, INSYNC_SHARED_FOLDER: shared }, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { ours, theirs }: Record<string, Record<Change, Counts>> = JSON.parse(counted.stdout.trim().split('\n').pop()!);
    const cells = (change: Change) => (['executions', 'actions', 'builds', 'stacks'] as const).map(what => `${ours[change][what]} / ${theirs[change][what]}`);
    return CHANGES.map(change => [`${count}`, titles[change], ...cells(change)]);
  });
  rmSync(shared, { recursive: true });
  table('What a change runs: cv-insync / a CDK Pipelines pipeline with as many stacks',
    ['modules', 'change', 'executions', 'actions', 'builds', 'stack operations'], rows);
}

const all: Record<string, () => void> = { imports, preparation, changes, rehearsal, account };
for (const [name, run] of Object.entries(all)) if (!only || only === name) run();
