import { execFile } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve as absolute } from 'path';
import type { Report } from '../../src/rehearsal/report';

export const ROOT = join(__dirname, '..', '..');
const CLI = join(ROOT, 'assets', 'cv-insync.js');
export const FUNCTION_RUNNER = join(ROOT, 'assets', 'run-function.js');

export interface Rehearsed {
  readonly code: number;
  readonly output: string;
  readonly report: Report;
}

/** Runs the bundled command line. */
export function run(args: readonly string[], cwd = ROOT): Promise<{ code: number; output: string }> {
  return new Promise(resolve => execFile(process.execPath, [CLI, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
    resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr })));
}

/** A temporary folder with a test's repositories and script, deleted when the test ends. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'insync-test-'));

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
    return this;
  }

  /**
   * Makes builds run an app without the CDK CLI, which takes a second: for rehearsals with many builds. The set-up of the examples, and
   * `cdk deploy`, are rehearsed with the real CLI.
   */
  synthesizeQuickly(): this {
    this.write({ 'node_modules/.bin/cdk': '#!/bin/sh\n[ "$1" = synth ] || exit 1\nCDK_OUTDIR=cdk.out exec node app.js\n' });
    chmodSync(join(this.path, 'node_modules', '.bin', 'cdk'), 0o755);
    return this;
  }

  async rehearse(file: string, ...args: readonly string[]): Promise<Rehearsed> {
    const reportFile = join(this.path, 'report.json');
    rmSync(reportFile, { force: true });
    const { code, output } = await run(['rehearse', absolute(this.path, file), '--report', reportFile, ...args], ROOT);
    try {
      return { code, output, report: JSON.parse(readFileSync(reportFile, 'utf-8')) };
    } catch {
      throw new Error(`the rehearsal wrote no report; exit code ${code}\n${output}`);
    }
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A small core: the core module `base` produces one output. */
export function core(modules: readonly string[], { solution = 'cv', name = 'core' } = {}): Record<string, string> {
  return {
    [`${name}/cdk.json`]: '{ "app": "node app.js" }',
    [`${name}/app.js`]: `
const { App, Stack, aws_ssm: ssm } = require('aws-cdk-lib');
const { CoreInSync, InSyncModule, Module, Source } = require('cv-insync');
const app = new App();
const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555';
const base = new InSyncModule(app, 'base', { solution: '${solution}' });
const value = new ssm.StringParameter(base, 'Value', { parameterName: '/${solution}-base-value', stringValue: 'one' });
base.produce('ValueName', value.parameterName);
base.produce('ValueArn', value.parameterArn);
new CoreInSync(new Stack(app, '${solution}-core'), 'InSync', {
  solution: '${solution}',
  source: Source.gitHub('acme/${name}', { connectionArn }),
  core: [base],
  modules: [${modules.map(each => `Module.of('${each}', Source.gitHub('acme/${each}'))`).join(', ')}],
});
app.synth();
`,
  };
}

/** A module with one parameter that consumes and produces the given outputs. */
export function module(name: string, { consumes = [], produces = [], test, parameterName, registers = false }: {
  consumes?: readonly string[]; produces?: readonly string[]; test?: string; parameterName?: string; registers?: boolean;
} = {}): Record<string, string> {
  return {
    [`${name}/cdk.json`]: '{ "app": "node app.js" }',
    ...(test ? { [`${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', scripts: { test } }) } : {}),
    [`${name}/app.js`]: `
const { App, CfnParameter, aws_ssm: ssm } = require('aws-cdk-lib');
const { InSyncModule, Source } = require('cv-insync');
const app = new App();
const module_ = new InSyncModule(app, '${name}', { description: 'the module ${name}'${registers ? `, source: Source.gitHub('acme/${name}')` : ''} });
const threshold = new CfnParameter(module_, 'Threshold', { default: '10' });
const read = ${JSON.stringify(consumes)}.map(one => module_.consume(...one.split('/')));
const value = new ssm.StringParameter(module_, 'Value', { stringValue: ['${name}', threshold.valueAsString, ...read].join(' ')${parameterName ? `, parameterName: '${parameterName}'` : ''} });
for (const output of ${JSON.stringify(produces)}) module_.produce(output, value.parameterName);
app.synth();
`,
  };
}

/** The script of a rehearsal over \`core()\` and modules, with these steps. */
export function script(modules: readonly string[], steps: readonly (object | string)[], solution = 'cv'): string {
  return JSON.stringify({
    solution,
    core: { repository: 'acme/core', path: 'core' },
    repositories: Object.fromEntries(modules.map(name => [`acme/${name}`, name])),
    steps,
  });
}

/** The number of executions of each pipeline: `{ core: 1, modules: 1, dtc: 1 }`. */
export function executions(report: Report, step = 0): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { of } of report.steps[step].executions) count[of] = (count[of] ?? 0) + 1;
  return count;
}

/** The effects of a step, to compare as a whole: executions with their trigger and status, and all changed stacks. */
export interface Effects {
  readonly ran: readonly string[];
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  readonly heldBack: readonly string[];
}

export function effectsOf(report: Report, index: number): Effects {
  const { executions: ran, stacks: { created, updated, deleted }, heldBack } = report.steps[index];
  return {
    ran: ran.map(({ of, trigger, status }) => `${of}, ${trigger}: ${status}`).sort(),
    created: [...created].sort(),
    updated: [...updated].sort(),
    deleted: [...deleted].sort(),
    heldBack: heldBack.map(({ module: name }) => name).sort(),
  };
}

/** The expected effects of a step: only the given ones. */
export const expectedEffects = (expected: Partial<Effects>): Effects => ({
  ran: [], created: [], updated: [], deleted: [], heldBack: [], ...expected,
});

/** A step that pushes a change, made by a shell command, to a repository. */
export const push = (repository: string, command: string, failed: readonly string[] = []) =>
  ({ commit: { repository: `acme/${repository}`, message: command.slice(0, 40), run: command }, ...(failed.length ? { expect: { failed } } : {}) });

/** A program that writes and deletes parameters together: `{ name: text, other: null }`. `lost: true` before it drops their events. */
const PARAMETERS = `
const { EventBridgeClient, ListRulesCommand, DisableRuleCommand, EnableRuleCommand } = require('${ROOT}/node_modules/@aws-sdk/client-eventbridge');
const { SSMClient, PutParameterCommand, DeleteParameterCommand } = require('${ROOT}/node_modules/@aws-sdk/client-ssm');
const [changes, lost] = process.argv.slice(2);
const [ssm, events] = [new SSMClient({}), new EventBridgeClient({})];
const change = ([Name, Value]) => ssm.send(Value === null
  ? new DeleteParameterCommand({ Name })
  : new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true, Tier: Value.length > 4096 ? 'Advanced' : 'Standard' }));
(async () => {
  const { Rules } = await events.send(new ListRulesCommand({}));
  const rules = Rules.filter(({ EventPattern }) => EventPattern?.includes('Parameter Store Change'));
  if (lost) for (const { Name } of rules) await events.send(new DisableRuleCommand({ Name }));
  await Promise.all(Object.entries(JSON.parse(changes)).map(change));
  if (lost) await new Promise(resolve => setTimeout(resolve, 300));
  if (lost) for (const { Name } of rules) await events.send(new EnableRuleCommand({ Name }));
})();
`;

/** A step that changes the directory directly: sets `operator/dtc` to an entry or to an invalid text, or deletes it. */
export function directory(changes: Readonly<Record<string, object | string | null>>, options: { lost?: boolean; failed?: readonly string[] } = {}) {
  return parameters(Object.fromEntries(Object.entries(changes).map(([path, value]) => [`/cv/directory/${path}`, value])), options);
}

/** A step that writes and deletes parameters. */
export function parameters(changes: Readonly<Record<string, object | string | null>>, { lost = false, failed = [] }: {
  lost?: boolean; failed?: readonly string[];
} = {}) {
  const values = Object.fromEntries(Object.entries(changes).map(([path, value]) =>
    [path, value === null || typeof value === 'string' ? value : JSON.stringify(value)]));
  const program = `node - '${JSON.stringify(values)}' ${lost ? 'lost' : ''} <<'END'\n${PARAMETERS}END`;
  return { invoke: { run: program, expect: { failed } } };
}

/** The entry of a module whose repository has the module's name. */
export const entry = (name: string, more: object = {}) =>
  ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' }, ...more });

/** A step that pushes a new value of a module's resource. */
export const pushNewValue = (name: string) => push(name, `sed -i "s/'${name}', threshold/'a better ${name}', threshold/" app.js`);

/**
 * Rehearses named steps once, before the tests of a file check the effects of each step. `modules` are all modules of the script, including
 * those that are added later; `files` contain them and the core.
 */
export function rehearseOnce<Name extends string>(
  steps: Readonly<Record<Name, unknown>>, modules: readonly string[], files: Readonly<Record<string, string>>,
) {
  const once = {} as { rehearsed: Rehearsed };
  let folder: Folder;
  beforeAll(async () => {
    folder = new Folder().synthesizeQuickly();
    folder.write({ ...files, 'script.yaml': script(modules, Object.values(steps) as object[]) });
    once.rehearsed = await folder.rehearse('script.yaml');
  });
  afterAll(() => folder.remove());
  const step = (name: Name) => Object.keys(steps).indexOf(name);
  return {
    all: () => once.rehearsed,
    outcome: () => ({ code: once.rehearsed.code, output: once.rehearsed.code ? once.rehearsed.output : '' }),
    report: (name: Name) => once.rehearsed.report.steps[step(name)],
    happenedIn: (name: Name) => effectsOf(once.rehearsed.report, step(name)),
    /** The notifications of a step: their subjects, or the messages of those without a subject. */
    toldIn: (name: Name) => once.rehearsed.report.steps[step(name)].notifications.map(({ subject, message }) => subject ?? message).sort(),
  };
}
