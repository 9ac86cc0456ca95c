import { execFile } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve as absolute } from 'path';
import type { Report } from '../../src/rehearsal/report';

export const ROOT = join(__dirname, '..', '..');
const CLI = join(ROOT, 'assets', 'cv-insync.js');

export interface Rehearsed {
  readonly code: number;
  readonly output: string;
  readonly report: Report;
}

/** Runs the bundled command line, as a user does. */
export function run(args: readonly string[], cwd = ROOT): Promise<{ code: number; output: string }> {
  return new Promise(resolve => execFile(process.execPath, [CLI, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
    resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr })));
}

/** A folder with repositories and a script that a test made up, which goes when the test ends. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'insync-test-'));

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), content);
    }
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

/** A core without resources of weight: the core module `base` produces one output. */
export function core(modules: readonly string[], { solution = 'cv' } = {}): Record<string, string> {
  return {
    'core/cdk.json': '{ "app": "node app.js" }',
    'core/app.js': `
const { App, Stack, aws_ssm: ssm } = require('aws-cdk-lib');
const { CoreInSync, InSyncModule, Module, Source } = require('cv-insync');
const app = new App();
const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555';
const base = new InSyncModule(app, 'base', { solution: '${solution}' });
const value = new ssm.StringParameter(base, 'Value', { parameterName: '/${solution}-base-value', stringValue: 'one' });
base.produce('ValueName', value.parameterName);
new CoreInSync(new Stack(app, '${solution}-core'), 'InSync', {
  solution: '${solution}',
  source: Source.gitHub('acme/core', { connectionArn }),
  core: [base],
  modules: [${modules.map(name => `Module.of('${name}', Source.gitHub('acme/${name}'))`).join(', ')}],
});
app.synth();
`,
  };
}

/** A module of one parameter, that consumes and produces what is told. */
export function module(name: string, { consumes = [], produces = [], test = 'true' }: {
  consumes?: readonly string[]; produces?: readonly string[]; test?: string;
} = {}): Record<string, string> {
  return {
    [`${name}/cdk.json`]: '{ "app": "node app.js" }',
    [`${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', scripts: { test } }),
    [`${name}/app.js`]: `
const { App, aws_ssm: ssm } = require('aws-cdk-lib');
const { InSyncModule } = require('cv-insync');
const app = new App();
const module_ = new InSyncModule(app, '${name}', { description: 'the module ${name}' });
const read = ${JSON.stringify(consumes)}.map(one => module_.consume(...one.split('/')));
const value = new ssm.StringParameter(module_, 'Value', { stringValue: ['${name}', ...read].join(' ') });
for (const output of ${JSON.stringify(produces)}) module_.produce(output, value.parameterName);
app.synth();
`,
  };
}

/** The script of a rehearsal over \`core()\` and modules, with these steps. */
export function script(modules: readonly string[], steps: readonly object[] | readonly string[], solution = 'cv'): string {
  return JSON.stringify({
    solution,
    core: { repository: 'acme/core', path: 'core' },
    repositories: Object.fromEntries(modules.map(name => [`acme/${name}`, name])),
    steps,
  });
}

/** How often each pipeline ran, by what it is of: `{ core: 1, modules: 1, dtc: 1 }`. */
export function executions(report: Report, step = 0): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { of } of report.steps[step].executions) count[of] = (count[of] ?? 0) + 1;
  return count;
}
