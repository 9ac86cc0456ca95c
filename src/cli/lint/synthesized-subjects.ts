import type { ConsumedOutput, Subject } from './subject';
import type { Assembly } from '../../assembly/cloud-assembly';
import type { Permissions } from '../../model/entry';
import type { AssembledModule } from '../../model/manifest';
import { consumedParameter } from '../../model/module-parts';
import { moduleNameProblem } from '../../model/name-problem';
import { outputPath } from '../../model/names';
import { parseContract } from '../../model/parse';
import { parseRequirement } from '../../model/requirement';
import type { Path } from '../../yaml/template-text';
import { contractProblems } from '../bundle/contract-problems';

/** The modules of a synthesized app. */
export function synthesizedSubjects(assembly: Assembly, hasTests: boolean): Subject[] {
  const core = assembly.modules.filter(({ name }) => assembly.core?.core.includes(name));
  return assembly.modules.map((module, index) => {
    const template = JSON.parse(assembly.read(module.templateFile));
    const { solution, name, contract } = module;
    const place = placesOf(assembly, module, template);
    const wrongName = moduleNameProblem(name);
    return {
      solution,
      module: name,
      isCloudFormation: false,
      template,
      packaged: template,
      produces: contract.produces.map(output => producedOutput(template, solution, name, output, place)),
      reads: contract.consumes.flatMap(item => readBy(item, solution, place)),
      problems: [
        ...wrongName ? [{ where: name, message: `the module's name is invalid: ${wrongName}` }] : [],
        ...parseContract(JSON.stringify(contract), `contract of ${name}`).problems,
        ...core.includes(module) ? contractProblems(core, new Map()).filter(({ where }) => where === `core module ${name}`) : [],
      ],
      notes: [],
      hasTests: hasTests || core.includes(module),
      isCore: core.includes(module),
      permissions: permissionsOf(assembly, module),
      allows: assembly.core?.entries.find(entry => entry.name === name)?.allows,
      entries: index === 0 ? assembly.core?.entries ?? [] : [],
      place,
    };
  });
}

/** What its entry in the list of the core permits; in another app, what the module declares. */
const permissionsOf = ({ core }: Assembly, { name, contract }: AssembledModule): Permissions | undefined =>
  (core?.entries.find(entry => entry.name === name) ?? contract).permissions;

function readBy(item: string, solution: string, place: Subject['place']): ConsumedOutput[] {
  const requirement = parseRequirement(item);
  const parameter = requirement && consumedParameter(solution, requirement).id;
  return parameter === undefined ? [] : [{ parameter, item, where: place(['Parameters', parameter]) }];
}

function producedOutput(template: Subject['template'], solution: string, module: string, output: string, place: Subject['place']) {
  const path = outputPath(solution, module, output);
  const [id, resource] = Object.entries(template.Resources).find(([, { Properties }]) => Properties?.Name === path) ?? [];
  return { name: output, description: resource?.Properties?.Description as string | undefined, where: id === undefined ? module : place(['Resources', id]) };
}

/** Positions as paths of constructs, from the metadata that the CDK writes beside the template or in it. */
function placesOf(assembly: Assembly, { name, templateFile }: AssembledModule, template: Subject['template']): Subject['place'] {
  const paths = assembly.constructPaths(templateFile);
  return ([section, id, ...rest]: Path) => {
    const noted = (template.Resources[String(id)] as { Metadata?: Record<string, string> } | undefined)?.Metadata?.['aws:cdk:path'];
    const path = paths.get(String(id)) ?? (section === 'Resources' ? noted : undefined) ?? [name, section, id].filter(part => part !== undefined).join('/');
    return rest.length ? `${path} (${rest.slice(0, 2).filter(part => part !== 'Properties').join('.')})` : path;
  };
}
