import { existsSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { runsTests } from './runs-tests';
import type { ConsumedOutput, Subject } from './subject';
import { consumedParameter } from '../../model/module-parts';
import { outputPath } from '../../model/names';
import { readTemplate } from '../../yaml/template-text';
import { completeModule, TEMPLATE_FILE } from '../cloudformation-module/complete-module';
import { MODULE_FILE, type ModuleFile, readModuleFile } from '../cloudformation-module/module-file';

const NOTHING = { Resources: {} };

/** A module without the CDK, as its author wrote it. Rules check its template only if it can be packaged. */
export function cloudFormationSubject(folder: string, solution: string): Subject {
  const { value: file } = readModuleFile(readFileSync(join(folder, MODULE_FILE), 'utf8'));
  const module = file?.name ?? basename(folder);
  const { value: prepared, problems } = completeModule(folder, { solution, module }, {});
  const common = {
    solution, module, isCloudFormation: true, hasTests: runsTests(folder), isCore: false, entries: [], problems: problems.map(placed),
  };
  if (!prepared) return { ...common, template: NOTHING, packaged: NOTHING, produces: [], reads: [], notes: [], place: () => TEMPLATE_FILE };
  const path = join(folder, TEMPLATE_FILE);
  const { value, place } = existsSync(path) ? readTemplate(readFileSync(path, 'utf8'), TEMPLATE_FILE) : { value: NOTHING, place: () => MODULE_FILE };
  const packaged = JSON.parse(prepared.template) as Subject['template'];
  return {
    ...common,
    template: { ...NOTHING, ...value } as unknown as Subject['template'],
    packaged,
    permissions: prepared.contract.permissions,
    produces: prepared.contract.produces.map(output => producedOutput(packaged, prepared.file, outputPath(solution, module, output), output)),
    reads: readsOf(prepared.file, solution),
    notes: prepared.notes.map(placed),
    place,
  };
}

function producedOutput({ Resources }: Subject['template'], file: ModuleFile, path: string, name: string) {
  const description = Object.values(Resources).find(({ Properties }) => Properties?.Name === path)?.Properties?.Description as string | undefined;
  return { name, description, where: file.produces.find(produced => produced.name === name)?.at ?? file.produces[0]?.at ?? TEMPLATE_FILE };
}

/** Outputs that `module.yaml` lists. Imports are not checked: the template uses them. */
const readsOf = (file: ModuleFile, solution: string): ConsumedOutput[] => file.consumes.flatMap(({ module, output, parameter, at }) =>
  output === undefined ? [] : [{ parameter: parameter ?? consumedParameter(solution, { module, output }).id, item: `${module}/${output}`, where: at }]);

/** Splits `file:line:column: message`. */
function placed(problem: string): { where: string; message: string } {
  const [, where, message] = /^(\S+?:\d+:\d+|[^:]+): (.*)$/s.exec(problem) ?? [problem, TEMPLATE_FILE, problem];
  return { where, message };
}
