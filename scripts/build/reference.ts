import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { readAssembly } from '../../src/assembly/cloud-assembly';
import { canonicalJson } from '../../src/model/json';
import { REFERENCE } from '../../src/rehearsal/module/reference';

/**
 * Writes the reference core for rehearsals of modules to the package's assets: the synthesized core of the examples, as a repository whose
 * app only copies it, and the outputs of the other example modules. Run it with reference/tsconfig.json.
 */
const root = join(__dirname, '..', '..');
const examples = join(root, 'examples');
const assets = join(root, 'assets');
const work = mkdtempSync(join(tmpdir(), 'reference-'));

/** Synthesizes an example's app in this process, with the environment variables that the CDK CLI sets. */
function synthesize(example: string): string {
  const folder = join(work, example);
  const { context = {} } = JSON.parse(readFileSync(join(examples, example, 'cdk.json'), 'utf8'));
  Object.assign(process.env, { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require(join(examples, example, 'bin/app'));
  return folder;
}

interface Artifact {
  readonly type: string;
  readonly additionalMetadataFile?: string;
}

const KEPT_ARTIFACTS = ['aws:cloudformation:stack', 'cdk:asset-manifest'];

/** Copies a cloud assembly without the files that only development tools read. */
function copyAssembly(from: string, to: string) {
  const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8'));
  const artifacts = Object.entries<Artifact>(manifest.artifacts).filter(([, { type }]) => KEPT_ARTIFACTS.includes(type));
  manifest.artifacts = Object.fromEntries(artifacts.map(([name, { additionalMetadataFile: _, ...artifact }]) => [name, artifact]));
  const kept = readdirSync(from).filter(name => name !== 'tree.json' && name !== 'cdk.out' && !name.endsWith('.metadata.json') && !name.startsWith('manifest'));
  for (const name of kept) cpSync(join(from, name), join(to, name), { recursive: true });
  writeFileSync(join(to, 'manifest.json'), `${canonicalJson(manifest)}\n`);
}

const producesOf = (folder: string): [string, readonly string[]][] =>
  readAssembly(folder).modules.map(({ name, contract }) => [name, contract.produces]);

try {
  rmSync(join(assets, 'reference'), { recursive: true, force: true });
  mkdirSync(join(assets, REFERENCE.assembly), { recursive: true });
  copyAssembly(synthesize('core'), join(assets, REFERENCE.assembly));
  writeFileSync(join(assets, REFERENCE.core, 'cdk.json'), `${canonicalJson({ app: 'cp -R assembly/. "$CDK_OUTDIR"' })}\n`);

  const modules = readdirSync(join(examples, 'modules')).filter(name => existsSync(join(examples, 'modules', name, 'bin', 'app.ts'))).sort();
  const contracts = Object.fromEntries(modules.flatMap(name => producesOf(synthesize(join('modules', name)))));
  writeFileSync(join(assets, REFERENCE.contracts), `${canonicalJson(contracts, 2)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
