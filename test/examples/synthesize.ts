import { spawnSync } from 'child_process';
import { cpSync, existsSync, readFileSync, readdirSync } from 'fs';
import { basename, join, resolve } from 'path';
import { assembleCloudFormationModule } from '../../src/cli/cloudformation-module/write-assembly';
import { shared } from '../shared';

const root = resolve(__dirname, '../..');
const examples = join(root, 'examples');

export interface Synthesized {
  /** Folder of the cloud assembly, which suites share. */
  readonly folder: string;
  readonly templates: Readonly<Record<string, any>>;
  json(file: string): any;
}

/** Runs an example's app as the CDK CLI does, or `cv-insync synth` for a module without the CDK, once per test run. */
export function synthesize(example: string): Synthesized {
  const isPlain = existsSync(join(examples, example, 'module.yaml'));
  const folder = shared(`examples/${example.replaceAll('/', '-')}`, aside => (isPlain ? assemble : runApp)(example, aside));
  return read(isPlain ? join(folder, '.insync', 'assembly') : folder);
}

function assemble(example: string, folder: string) {
  cpSync(join(examples, example), folder, { recursive: true });
  assembleCloudFormationModule(folder, { solution: 'connected-vehicle', module: basename(example) }, {}, () => undefined);
}

function runApp(example: string, folder: string) {
  const { app, context = {} } = JSON.parse(readFileSync(join(examples, example, 'cdk.json'), 'utf8'));
  const { status, stdout, stderr } = spawnSync(app, {
    cwd: join(examples, example),
    shell: true,
    encoding: 'utf8',
    // Imports of the packages of this repository resolve to its sources.
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.dev.json'), CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  if (status !== 0) throw new Error(`examples/${example} is not synthesized: its app ended with exit status ${status}\n${stdout}${stderr}`);
}

function read(folder: string): Synthesized {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const files = readdirSync(folder).filter(file => file.endsWith('.template.json'));
  return { folder, json, templates: Object.fromEntries(files.map(file => [file.replace('.template.json', ''), json(file)])) };
}
