import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';

const SRC = join(__dirname, '..', 'src');

/** The parts of the source, each with those that it may import besides itself. Who is not listed here has nothing to do with the others. */
const MAY_IMPORT: Record<string, string[]> = {
  model: [],
  aws: [],
  registry: ['model', 'aws'],
  assembly: ['model'],
  pipelines: ['model', 'registry'],
  private: ['model', 'registry', 'assembly', 'pipelines'],
  constructs: ['model', 'registry', 'assembly', 'pipelines', 'private'],
  functions: ['model', 'aws', 'registry'],
  yaml: [],
  cli: ['model', 'aws', 'registry', 'assembly', 'pipelines', 'rehearsal', 'yaml'],
  rehearsal: ['model', 'registry', 'assembly', 'pipelines', 'yaml'],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => file.split('\\').join('/'));
const partOf = (file: string) => file.includes('/') ? file.split('/')[0] : 'constructs';

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [...text.matchAll(/(?:from|import\(|require\(|import) '([^']+)'/g)].map(([, name]) => name);
}

const local = (file: string) => importsOf(file).filter(name => name.startsWith('.'))
  .map(name => relative(SRC, resolve(dirname(join(SRC, file)), name)).split('\\').join('/'));

test('imports point one way: from the outside to the model', () => {
  const wrong = files.flatMap(file => local(file)
    .filter(target => partOf(target) !== partOf(file) && !(MAY_IMPORT[partOf(file)] ?? []).some(allowed => `${target}/`.startsWith(`${allowed}/`)))
    .map(target => `${file} -> ${target}`));

  expect(wrong).toEqual([]);
});

test('the model and what says names import neither the AWS CDK nor the AWS SDK', () => {
  const wrong = files.filter(file => /^(model\/|registry\/(?!aws\/)|pipelines\/(delivery|modules)\/parameters)/.test(file))
    .flatMap(file => importsOf(file).filter(name => /^(aws-cdk-lib|constructs|@aws-sdk)/.test(name)).map(name => `${file} -> ${name}`));

  expect(wrong).toEqual([]);
});

test('what users import loads neither the command line nor the AWS SDK, and the pipelines of a core only when there is a core', () => {
  const loaded = execFileSync(process.execPath, ['-e', `
    require(require.resolve('tsx/cjs'));
    require('./src/index.ts');
    console.log(JSON.stringify(Object.keys(require.cache)));
  `], { cwd: dirname(SRC), encoding: 'utf8' });

  expect(JSON.parse(loaded).filter((file: string) => /src\/(cli|rehearsal|functions|pipelines\/core)\/|@aws-sdk/.test(file))).toEqual([]);
});

test('what definition bundles bring along is made of what applies them, so that no other command starts the second pipeline', () => {
  const reached = new Set(['cli/apply/standalone.ts']);
  const packages = new Set<string>();
  for (const file of reached) {
    for (const target of local(file)) {
      const found = [`${target}.ts`, `${target}/index.ts`].find(path => files.includes(path));
      if (found) reached.add(found);
    }
    importsOf(file).filter(name => !name.startsWith('.')).forEach(name => packages.add(name));
  }

  expect(reached).toContain('cli/apply/apply-definition.ts');
  expect([...reached].filter(file => /^(rehearsal|functions)\/|^cli\/(main|rehearse|account|operator|plan|status|list|add|approve|destroy)/.test(file))).toEqual([]);
  expect([...packages].filter(name => /commander|cli-table3|fast-xml-parser|aws-cdk-lib|constructs/.test(name))).toEqual([]);
});
