import { join } from 'path';
import { isCloudFormationModule } from './complete-module';
import { assembleCloudFormationModule } from './write-assembly';
import { isAssembly, readAssembly } from '../../assembly/cloud-assembly';
import type { ModuleTemplate } from '../bundle/module-template';
import { findModule, packageModule } from '../bundle/package-module';

/** The template of a module as its pipeline would deploy it, from its folder on this machine: after `cdk synth`, or with a `module.yaml`. */
export function moduleTemplate(folder: string, solution: string, module: string, given: Readonly<Record<string, string>> = {}): ModuleTemplate {
  const assembly = isCloudFormationModule(folder)
    ? assembleCloudFormationModule(folder, { solution, module }, given, console.error)
    : readAssembly(isAssembly(folder) ? folder : join(folder, 'cdk.out'));
  const files = packageModule(assembly, findModule(assembly, solution, module), given);
  const { Parameters: parameters, Tags: tags } = files['template-configuration.json'];
  return { text: files['template.json'], template: JSON.parse(files['template.json']), parameters, tags };
}
