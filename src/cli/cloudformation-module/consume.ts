import { addOwn, type Draft, report } from './draft';
import { requirementOfImport } from './export-names';
import { constantText, replaceFunctions } from './expressions';
import type { Consumed } from './module-file';
import { byText } from '../../model/json';
import { consumedParameter } from '../../model/module-parts';
import { formatRequirement, type Requirement, type RequirementText } from '../../model/requirement';

export interface ConsumedOutputs {
  /** Sorted: what the contract consumes. */
  readonly consumes: readonly RequirementText[];
  /** Modules that are listed as a whole but of which nothing is imported, with their positions. */
  readonly unread: readonly Consumed[];
}

/** Adds a typed parameter for each output that the module consumes, and replaces imports by references to it. */
export function consume(draft: Draft, listed: readonly Consumed[], known: Readonly<Record<string, string>>): ConsumedOutputs {
  const requirements = new Map<RequirementText, string>();
  const require = (requirement: Requirement, parameter: string | undefined, at: string) => {
    const key = formatRequirement(requirement);
    if (!requirements.has(key)) requirements.set(key, readBy(draft, requirement, parameter, at));
    return requirements.get(key)!;
  };
  for (const { module, output, parameter, at } of listed) {
    if (module === draft.module) draft.problems.push(`${at}: Consumes: a module cannot consume itself; use the value directly`);
    else if (output !== undefined) require({ module, output }, parameter, at);
  }
  const others = listed.filter(({ module }) => module !== draft.module);
  const read = new Set<string>();
  for (const section of ['Resources', 'Outputs'] as const) {
    draft.template[section] = replaceFunctions(draft.template[section], [section], (name, argument, path) => {
      if (name !== 'Fn::ImportValue') return undefined;
      const requirement = importOf(draft, argument, others, known);
      if (typeof requirement === 'string') return report(draft, path, requirement);
      read.add(requirement.module);
      return { Ref: require(requirement, undefined, draft.place(path)) };
    }) as never;
  }
  return {
    consumes: [...requirements.keys()].sort(byText),
    unread: others.filter(({ module, output }) => output === undefined && !read.has(module)),
  };
}

function importOf(draft: Draft, argument: unknown, listed: readonly Consumed[], known: Readonly<Record<string, string>>): Requirement | string {
  const name = constantText(argument, known);
  if (name === undefined) {
    return `found ${JSON.stringify(argument)}, expected a name that is known before the deployment: text that refers to nothing but AWS::StackName and parameters; `
      + 'or list the output in Consumes, and refer to its parameter';
  }
  const requirement = requirementOfImport(name, listed, draft.solution);
  return typeof requirement === 'string' ? `the import "${name}" ${requirement}` : requirement;
}

/** The parameter that reads an output: the author's own, if the template has it, else a new one. */
function readBy(draft: Draft, requirement: Requirement, parameter: string | undefined, at: string): string {
  const { id, type, default: path, description } = consumedParameter(draft.solution, requirement);
  const name = parameter ?? id;
  const own = draft.template.Parameters?.[name];
  if (parameter !== undefined && !own) {
    draft.problems.push(`${at}: Consumes: Parameter: the template has no parameter "${parameter}"; define it with Type: ${type}, or leave it out here`);
  } else if (!own) {
    addOwn(draft, 'Parameters', name, { Type: type, Default: path, Description: description });
  } else if (own.Type !== type) {
    report(draft, ['Parameters', name, 'Type'], `found the type ${own.Type}, expected ${type}, since this parameter reads the output ${formatRequirement(requirement)}`);
  } else if (own.Default !== undefined && own.Default !== path) {
    report(draft, ['Parameters', name, 'Default'], `found ${JSON.stringify(own.Default)}, expected no default: it is ${path}, the path of the output ${formatRequirement(requirement)}`);
  } else {
    own.Default = path;
    own.Description ??= description;
  }
  return name;
}
