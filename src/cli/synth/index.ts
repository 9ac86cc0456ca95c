import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { basename, join, relative, resolve } from 'path';
import { MODULE_MANIFEST } from '../../assembly/manifests';
import { MODULE_FILE, readModuleFile } from '../cloudformation-module/module-file';
import { assembleCloudFormationModule, ASSEMBLY_FOLDER } from '../cloudformation-module/write-assembly';
import { solutionName } from '../solution/target';
import { usageError } from '../terminal/failure';

export interface SynthOptions {
  readonly solution?: string;
  /** Whether the core deploys the module. */
  readonly core?: boolean;
  /** @default - `.insync/assembly` in the module's folder */
  readonly output?: string;
}

/** `cv-insync synth`: writes the cloud assembly of a module without the CDK. */
export function synthCommand(folder = '.', { solution: option, output, core }: SynthOptions = {}): void {
  const path = resolve(folder);
  const solution = solutionName(option);
  const file = join(path, MODULE_FILE);
  if (!existsSync(file)) usageError(`${folder}: no ${MODULE_FILE} here, expected the folder of a module without the CDK; synthesize a CDK app with \`npx cdk synth\``);
  const target = resolve(output ?? join(path, ASSEMBLY_FOLDER));
  if (!mayReplace(target)) usageError(`${output ?? target}: found a file or a folder with other content, expected an empty folder, or one that this command wrote`);
  const module = readModuleFile(readFileSync(file, 'utf8')).value?.name ?? basename(path);
  const { modules: [{ name, templateFile }] } = assembleCloudFormationModule(path, { solution, module, isCore: core }, {}, console.log, target);
  console.log(`module ${name} of ${solution}: ${relative('.', join(target, templateFile))}`);
}

/** What is written replaces everything in the folder. The manifest identifies a folder of this command: it is written first and replaced last. */
const mayReplace = (target: string) => !existsSync(target)
  || statSync(target).isDirectory() && (!readdirSync(target).length || existsSync(join(target, MODULE_MANIFEST)));
