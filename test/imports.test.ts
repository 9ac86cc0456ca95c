import { execFileSync } from 'child_process';
import { filesImported, importsIn, ROOT } from '../scripts/docs/import-graph';
import { orderModules } from '../src/model/graph';

/** The parts of src, each with the others that it may import. A part may only import parts above it, so imports point in one direction. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'model': [],
  'aws': [],
  'yaml': ['model'],
  'assembly': ['model'],
  'registry': ['model', 'aws'],
  'pipelines': ['model', 'registry'],
  'private': ['model', 'assembly', 'pipelines'],
  'constructs': ['model', 'assembly', 'pipelines', 'private'],
  'functions': ['model', 'aws', 'registry'],
  'rehearsal': ['model', 'yaml', 'assembly', 'pipelines'],
  'cli/terminal': ['model'],
  'cli/aws': ['model', 'aws', 'registry', 'cli/terminal'],
  'cli/bundle': ['model', 'aws', 'assembly', 'registry', 'pipelines', 'cli/terminal', 'cli/aws'],
  'cli/cloudformation-module': ['model', 'yaml', 'assembly', 'cli/terminal', 'cli/bundle'],
  'cli/rights': ['model'],
  'cli/solution': ['model', 'aws', 'assembly', 'registry', 'cli/terminal', 'cli/aws', 'cli/bundle'],
  // Any command. A command imports no other.
  'cli/<verb>': [
    'model', 'aws', 'yaml', 'assembly', 'registry', 'pipelines', 'rehearsal',
    'cli/terminal', 'cli/aws', 'cli/bundle', 'cli/cloudformation-module', 'cli/rights', 'cli/solution',
  ],
  'cli': ['cli/terminal', 'cli/<verb>'],
};

const PARTS = Object.keys(MAY_IMPORT);

const src = importsIn(['src']);
const own = importsIn(['src', 'scripts', 'test', 'bench', 'conformance']);
const emulator = importsIn(['packages/emulator']);

/** The part of a file, with the command that it belongs to. */
function partOf(file: string): { part: string; command?: string } {
  const [, first, second, third] = file.split('/');
  if (second === undefined) return { part: 'constructs' };
  if (first !== 'cli') return { part: first };
  if (third === undefined) return { part: 'cli' };
  return MAY_IMPORT[`cli/${second}`] ? { part: `cli/${second}` } : { part: 'cli/<verb>', command: second };
}

test('the parts of src are in an order in which each imports only earlier ones', () => {
  const wrong = PARTS.flatMap((part, index) => MAY_IMPORT[part].filter(other => PARTS.indexOf(other) >= index).map(other => `${part} -> ${other}`));

  expect(wrong).toEqual([]);
});

test('imports point in one direction: from the command line, the constructs and the functions to the model', () => {
  const wrong = src.filter(({ target }) => target !== undefined && !target.startsWith('packages/')).filter(({ file, target }) => {
    const [from, to] = [partOf(file), partOf(target!)];
    return from.part === to.part ? from.command !== to.command : !MAY_IMPORT[from.part]?.includes(to.part);
  });

  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test('scripts import the source, and tests import both', () => {
  const wrong = own.filter(({ file, target }) => file.startsWith('scripts/') && /^(test|bench)\//.test(target ?? ''));

  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test('no files import each other in a circle', () => {
  const graph = filesImported([...own, ...emulator]);

  expect(orderModules(graph).cycles.map(circle => circle.join(' -> '))).toEqual([]);
  expect(graph.size).toBeGreaterThan(500);
});

test('the emulator is imported through its index, and imports nothing of cv-insync', () => {
  const pastTheDoor = own.filter(({ name, target }) => /^(@cv-insync|packages)\//.test(target ?? name) && !/^@cv-insync\/emulator(\/(cloudformation|facts|iam))?$/.test(name))
    // What generates inputs is no part of the emulator: its tests and those of cv-insync share it.
    .filter(({ file, target }) => !(file.startsWith('test/fuzz/') && /^packages\/emulator\/test\/fuzz\/(fuzz|mutants)$/.test(target ?? '')))
    // Nor is what reads the decisions that flows recorded.
    .filter(({ file, target }) => !(file === 'test/security/rights/recorded.ts' && target === 'packages/emulator/test/iam-evaluator/recorded-decisions'));
  const outside = emulator.filter(({ name, target }) => name.startsWith('.') ? !target?.startsWith('packages/emulator/') : /^(@cv-insync\/|cv-insync$)/.test(name));

  expect(pastTheDoor.map(({ file, name }) => `${file} -> ${name}`)).toEqual([]);
  expect(outside.map(({ file, name }) => `${file} -> ${name}`)).toEqual([]);
});

test('the model and the modules for names import neither the AWS CDK nor the AWS SDK', () => {
  const wrong = src.filter(({ file }) => /^src\/(model\/|registry\/(?!aws\/)|pipelines\/(delivery|modules)\/parameters)/.test(file))
    .filter(({ name }) => /^(aws-cdk-lib|constructs|@aws-sdk)/.test(name));

  expect(wrong.map(({ file, name }) => `${file} -> ${name}`)).toEqual([]);
});

test('the model imports only itself and Node.js', () => {
  const wrong = src.filter(({ file, name }) => file.startsWith('src/model/') && !name.startsWith('./') && name !== 'crypto');

  expect(wrong.map(({ file, name }) => `${file} -> ${name}`)).toEqual([]);
});

test('importing the package loads neither the command line nor the AWS SDK, and the core\'s pipelines only when a core is created', () => {
  const loaded = execFileSync(process.execPath, ['-e', `
    require(require.resolve('tsx/cjs'));
    require('./src/index.ts');
    console.log(JSON.stringify(Object.keys(require.cache)));
  `], { cwd: ROOT, encoding: 'utf8' });

  expect(JSON.parse(loaded).filter((file: string) => /src\/(aws|cli|rehearsal|functions|pipelines\/core)\/|@aws-sdk/.test(file))).toEqual([]);
});

test('apply.js contains only what applies a definition, so that changes of other commands do not start the second pipeline', () => {
  const graph = filesImported(src);
  const reached = new Set(['src/cli/apply/standalone.ts']);
  for (const file of reached) graph.get(file)?.forEach(target => reached.add(target));
  const commands = [...reached].flatMap(file => partOf(file).command ?? []);
  const packages = src.filter(({ file, target }) => reached.has(file) && target === undefined).map(({ name }) => name);

  expect([...new Set(commands)]).toEqual(['apply']);
  expect([...reached].filter(file => /^src\/(rehearsal|functions|yaml)\/|^src\/cli\/[^/]*$/.test(file))).toEqual([]);
  expect(packages.filter(name => /commander|cli-table3|fast-xml-parser|aws-cdk-lib|constructs|emulator/.test(name))).toEqual([]);
});
