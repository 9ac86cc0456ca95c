import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join, resolve } from 'path';
import { assembleCloudFormationModule } from '../../src/cli/cloudformation-module/write-assembly';

const examples = resolve(__dirname, '../../examples');

export interface Synthesized {
  /** Folder of the cloud assembly. */
  readonly folder: string;
  readonly templates: Readonly<Record<string, any>>;
  json(file: string): any;
}

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** Runs an example's app as the CDK's command line does, but within this process; or does what takes its place in a module without the CDK. */
export function synthesize(example: string): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  folders.push(folder);
  if (existsSync(join(examples, example, 'module.yaml'))) {
    cpSync(join(examples, example), folder, { recursive: true });
    assembleCloudFormationModule(folder, { solution: 'connected-vehicle', module: basename(example) }, {}, () => undefined);
    return read(join(folder, '.insync', 'assembly'));
  }
  const { context = {} } = JSON.parse(readFileSync(join(examples, example, 'cdk.json'), 'utf8'));
  const before = { ...process.env };
  Object.assign(process.env, { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) });
  try {
    jest.isolateModules(() => { jest.requireActual(join(examples, example, 'bin/app')); });
  } finally {
    process.env = before;
  }
  return read(folder);
}

function read(folder: string): Synthesized {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const files = readdirSync(folder).filter(file => file.endsWith('.template.json'));
  return { folder, json, templates: Object.fromEntries(files.map(file => [file.replace('.template.json', ''), json(file)])) };
}
