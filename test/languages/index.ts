/**
 * `npm run languages`: builds the packages for all languages, installs them with each language's package manager, and runs the examples,
 * their tests and the programs of the readme with them. Arguments select languages by name. It skips languages whose tools are not
 * installed, but fails if a named language has none, or, with `--all`, if any has none.
 */
import { mkdirSync } from 'fs';
import { join } from 'path';
import { Checks } from './checks';
import { isTranslated, missingFromGenerated } from './dotnet';
import { copyExample, DIST, emptied, WORK } from './folders';
import { goLanguage, GO_ENVIRONMENT, replacesEarlier } from './go';
import { java, JAVA_ENVIRONMENT } from './java';
import type { Ecosystem } from './language';
import { python } from './python';
import { snippet } from './readme';
import { rehearsePython } from './rehearsal';
import { run } from './run';
import { Selection, parseSelection } from './selection';
import { expectEqual, synthesized } from './templates';
import { installMissing, Language, missing } from './toolchains';
import { esModule, typescript } from './typescript';
import { registryProblems } from '../publish';

const ECOSYSTEMS: Readonly<Record<Language, Ecosystem>> = { python, java, go: goLanguage };
const APPS = ['core', 'module'] as const;
const checks = new Checks();

/** The readme's program in a language, in a new folder. */
function readmeProgram({ snippet: lay }: Ecosystem, language: string, fence: string) {
  const folder = join(WORK, 'readme', language);
  mkdirSync(folder, { recursive: true });
  return lay(snippet(fence), folder);
}

/** Builds a package, and checks it against the requirements of its registry. */
async function build(target: string) {
  const built = await checks.check(`the package for ${target} is built`, () => {
    emptied(join(DIST, target));
    return run('npx', ['projen', `package:${target}`], { env: { ...JAVA_ENVIRONMENT, ...GO_ENVIRONMENT } });
  });
  return built && checks.check(`the package for ${target} meets the requirements of its registry`, () => {
    const problems = (target === 'js' ? [target, 'template'] : [target]).flatMap(registryProblems);
    if (problems.length) throw new Error(problems.join('\n'));
  });
}

/** The templates that every language has to synthesize: those of TypeScript with the npm package. */
async function synthesizeInTypeScript() {
  await typescript.install();
  return {
    core: await synthesized(typescript.app(copyExample('typescript/core'))),
    module: await synthesized(typescript.app(copyExample('typescript/module'))),
    readme: await synthesized(readmeProgram(typescript, 'typescript', 'ts')),
  };
}
type Expected = Awaited<ReturnType<typeof synthesizeInTypeScript>>;

async function tryLanguage(language: Language, expected: Expected) {
  const ecosystem = ECOSYSTEMS[language];
  if (!await build(language) || !await checks.check(`${language}: the package installs`, () => ecosystem.install())) return;
  for (const app of APPS) {
    const folder = copyExample(`${language}/${app}`);
    await checks.check(`${language}: ${app}: its tests pass`, () => ecosystem.test(folder));
    await checks.check(`${language}: ${app}: synthesizes the same as TypeScript`, async () => expectEqual(await synthesized(ecosystem.app(folder)), expected[app]));
  }
  await checks.check(`${language}: the readme's program synthesizes the same as TypeScript's`, async () =>
    expectEqual(await synthesized(readmeProgram(ecosystem, language, language)), expected.readme));
  if (language === 'go') await checks.check('go: the installed package replaces that of an earlier run', replacesEarlier);
  if (language === 'python') await checks.check('a rehearsal delivers the core and a module in Python', rehearsePython);
}

async function tryDotnet() {
  if (!await build('dotnet')) return;
  await checks.check('the code for .NET has the whole public API', () => {
    const lacking = missingFromGenerated();
    if (lacking.length) throw new Error(`missing: ${lacking.join(', ')}`);
  });
  await checks.check('the readme\'s program in C# is the translation of the one in TypeScript', () => {
    if (!isTranslated()) throw new Error('README.md: the csharp block is not the translation that `npx projen rosetta` wrote to .jsii.tabl.json');
  });
}

/** The selected languages whose tools are installed. */
function languagesHere({ languages, required, install }: Selection): Language[] {
  if (install) installMissing(languages);
  return languages.filter(language => {
    const problems = missing(language);
    if (!problems.length) return true;
    if (required) checks.fail(`${language}: its tools are installed`, problems.join('\n'));
    else console.log(`skipped ${language}${language === 'python' ? ' and the rehearsal of its module' : ''}: ${problems.join('; ')}`);
    return false;
  });
}

async function main(asked: Selection) {
  const languages = languagesHere(asked);
  let expected: Expected | undefined;
  if (await checks.check('the examples of the documentation compile and are translated', () => run('npx', ['projen', 'rosetta']))
    && await build('js')
    && await checks.check('typescript: the examples synthesize with the package', async () => { expected = await synthesizeInTypeScript(); })) {
    await checks.check('javascript: the readme\'s program synthesizes the same as an ES module', async () =>
      expectEqual(await synthesized(esModule(snippet('ts'), join(WORK, 'readme', 'typescript'))), expected!.readme));
    await Promise.all([tryDotnet(), ...languages.map(language => tryLanguage(language, expected!))]);
  }
  checks.end();
}

const asked = parseSelection(process.argv.slice(2));
if (asked.problem) {
  console.error(`error: ${asked.problem}`);
  process.exitCode = 2;
} else {
  void main(asked);
}
