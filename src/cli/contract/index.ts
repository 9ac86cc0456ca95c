import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { describeModule, type ModuleDescription } from './describe';
import { contractMarkdown, withContract } from './markdown';
import { isAssembly, readAssembly } from '../../assembly/cloud-assembly';
import { formatRequirement } from '../../model/requirement';
import { cdkProblem } from '../bundle/cdk-installation';
import { MODULE_FILE } from '../cloudformation-module/module-file';
import { ASSEMBLY_FOLDER } from '../cloudformation-module/write-assembly';
import { fail } from '../terminal/failure';
import { lines, show, table } from '../terminal/output';

export interface ContractOptions {
  /** Folder of the cloud assembly. */
  readonly app: string;
  /** The file to write the contract into. */
  readonly readme?: string;
  readonly json?: boolean;
}

/** `cv-insync contract`: shows what the module of an app consumes and produces, and its parameters. */
export async function contractCommand({ app, readme, json }: ContractOptions): Promise<void> {
  if (!isAssembly(app)) explainMissing(app, process.cwd());
  const assembly = readAssembly(app);
  if (!assembly.modules.length) fail(`${app}: the app defines no module, expected an InSyncModule`);
  const modules = assembly.modules.map(module => describeModule(assembly, module));
  if (!readme) return show(modules, () => modules.map(describe).join('\n\n'), json);
  if (!existsSync(readme)) fail(`there is no file ${readme}`);
  if (modules.length > 1) fail(`${app}: the app defines ${modules.length} modules (${modules.map(({ name }) => name).join(', ')}), expected one: a readme describes one module`);
  const before = readFileSync(readme, 'utf8');
  const after = withContract(before, contractMarkdown(modules[0]), readme);
  if (after !== before) writeFileSync(readme, after);
  console.log(`${readme}: ${after === before ? 'the contract is up to date' : 'the contract was updated'}`);
}

/** Fails if another command has to come before `cdk synth`, or instead of it. */
function explainMissing(app: string, folder: string) {
  if (existsSync(join(folder, MODULE_FILE))) {
    fail(`${app}: contains no cloud assembly, and the module in ${folder} is written without the CDK (${MODULE_FILE}); run cv-insync synth, then cv-insync contract --app ${ASSEMBLY_FOLDER}`);
  }
  const problem = cdkProblem(folder);
  if (problem) fail(`${app}: contains no cloud assembly, and npx cdk synth cannot write one: ${problem}; then run npx cdk synth`);
}

function describe({ name, version, description, consumes, produces, parameters, permissions }: ModuleDescription): string {
  const rows = [
    ...consumes.flatMap(({ module, outputs }) => outputs.map(output => ['consumes', formatRequirement({ module, output }), ''])),
    ...produces.map(({ output, description: text = '' }) => ['produces', formatRequirement({ module: name, output }), text]),
    ...parameters.map(({ name: parameter, type, default: value, description: text }) =>
      ['parameter', parameter, [type, value === undefined ? 'required' : `default ${value || 'empty'}`, text].filter(Boolean).join(', ')]),
    ...permissions.map(({ actions, resources }) => ['asks for', actions.join(', '), `on ${resources.join(', ')}`]),
  ];
  return lines(`${name} ${version}${description ? `: ${description}` : ''}`, rows.length > 0 ? table(['', 'name', 'meaning'], rows) : 'consumes and produces nothing');
}
