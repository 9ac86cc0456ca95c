import { existsSync, readFileSync, readdirSync } from 'fs';
import { dirname, join, resolve } from 'path';
import * as ts from 'typescript';
import { folderOf } from './cli/world';
import { operationsPages } from '../scripts/docs/operations';
import { solutionPage } from '../scripts/docs/solution';
import { readOwnSpec } from '../src/cli/build/own-spec';
import { lint, subjectsIn } from '../src/cli/lint/lint';
import { RULES } from '../src/cli/lint/rules';
import { parseFaults } from '../src/rehearsal/faults';
import { parseScript } from '../src/rehearsal/script';

const root = resolve(__dirname, '..');
const pages = ['README.md', ...['docs', 'examples', 'packages', 'templates/cv-insync-module']
  .flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)))]
  .filter(name => /(?<!API)\.md$/.test(name) && !name.includes('node_modules') && !name.includes('/samples/')).sort();

interface Block {
  readonly file: string;
  readonly text: string;
}

/** The TypeScript blocks of a page, each as a file in which the lines keep their numbers. */
function typeScriptBlocks(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  lines.forEach((line, start) => {
    if (!/^```(ts|typescript)$/.test(line)) return;
    const end = lines.indexOf('```', start);
    const text = '\n'.repeat(start + 1) + lines.slice(start + 1, end).join('\n') + '\nexport {};\n';
    blocks.push({ file: join(root, `${page}-${start + 1}.ts`), text });
  });
  return blocks;
}

function typeErrors(blocks: readonly Block[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const checked: ts.CompilerOptions = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const texts = new Map(blocks.map(({ file, text }) => [file, text]));
  const host = ts.createCompilerHost(checked);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => texts.has(file) || fileExists.call(host, file);
  host.readFile = file => texts.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile.call(host, file, version, ...rest) : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...texts.keys()], checked, host);
  return [...texts.keys()].flatMap(file => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ messageText, start = 0 }) => {
      const { line } = source.getLineAndCharacterOfPosition(start);
      return `${file.slice(root.length + 1).replace(/-\d+\.ts$/, '')}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

test('every TypeScript block of the documentation compiles against the library', () => {
  const blocks = pages.flatMap(typeScriptBlocks);

  expect(blocks.length).toBeGreaterThan(0);
  expect(typeErrors(blocks)).toEqual([]);
}, 120_000);

test('the example script of docs/rehearsal.md is valid', () => {
  const [, text] = /```yaml\n(solution:[^]*?)```/.exec(readFileSync(join(root, 'docs/rehearsal.md'), 'utf8'))!;

  expect(parseScript(text, 'docs/rehearsal.md', root).steps.map(({ kind }) => kind)).toEqual(['setup', 'commit', 'invoke', 'wait']);
});

test('the example module without the CDK in docs/authors.md is valid, and lint finds only the expected warnings', () => {
  const [, moduleFile, template] = /```yaml\n(# yaml-language-server[^]*?)```\s+```yaml\n([^]*?)```/.exec(readFileSync(join(root, 'docs/authors.md'), 'utf8'))!;
  const folder = folderOf({ 'module.yaml': moduleFile, 'cloudformation.yaml': template, 'src/watch/index.js': 'exports.handler = async () => {};' });

  expect(lint(subjectsIn(folder, 'cv')).map(({ rule }) => rule)).toEqual(['retention', 'tests']);
});

test('docs/authors.md lists every lint rule with its severity', () => {
  const rows = [...readFileSync(join(root, 'docs/authors.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \| (error|warning) \|/gm)].map(([, name, severity]) => ({ name, severity }));

  expect(rows).toEqual(RULES.map(({ name, severity }) => ({ name, severity })));
});

test('the example build specification of docs/authors.md is valid', () => {
  const [, text] = /```yaml\n(version: 0.2[^]*?)```/.exec(readFileSync(join(root, 'docs/authors.md'), 'utf8'))!;

  expect(readOwnSpec(text, 'buildspec.build.yaml').problems).toEqual([]);
});

test('the example faults of docs/rehearsal.md are valid', () => {
  const [, text] = /```yaml\n(throttle:[^]*?)```/.exec(readFileSync(join(root, 'docs/rehearsal.md'), 'utf8'))!;

  expect(Object.keys(parseFaults(text, 'docs/rehearsal.md'))).toEqual(['throttle', 'errors', 'delays', 'events', 'resources', 'actions', 'stop']);
});

/** The anchors that GitHub gives the headings of a page: lower case, without punctuation, hyphens for spaces. */
function anchorsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[^]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

test('every link to a heading leads to an existing heading', () => {
  const broken = pages.flatMap(page => [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^):\s]*\.md)?#([^)\s]+)\)/g)]
    .filter(([, target, anchor]) => !anchorsOf(target ? join(dirname(page), target) : page).includes(anchor))
    .map(([, target = '', anchor]) => `${page}: ${target}#${anchor}`));

  expect(broken).toEqual([]);
});

test('docs/clone.md starts a module with the version of projen that this repository uses', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  expect(readFileSync(join(root, 'docs/clone.md'), 'utf8')).toContain(`npx projen@${devDependencies.projen} new`);
});

test('every relative link leads to an existing file', () => {
  const broken = pages.flatMap(page => [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target)
    .filter(target => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(page), target)))
    .map(target => `${page}: ${target}`));

  expect(broken).toEqual([]);
});

test('the generated lists of services and operations are current (npx tsx --tsconfig tsconfig.dev.json scripts/docs/operations.ts)', () => {
  const outdated = operationsPages().filter(({ written, current }) => written !== current).map(({ page }) => page);

  expect(outdated).toEqual([]);
});

test('docs/solution.md and its picture show the current modules (npx tsx --tsconfig tsconfig.dev.json scripts/docs/solution.ts)', () => {
  const { written, current } = solutionPage();

  expect(written).toEqual(current);
});

test('the list of decisions is complete', () => {
  const list = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8');
  const unlisted = readdirSync(join(root, 'docs/decisions')).filter(name => name !== 'README.md' && !list.includes(`](${name})`));

  expect(unlisted).toEqual([]);
});
