import type { Draft, DraftTemplate } from './draft';
import type { ModuleFile } from './module-file';

/**
 * The template of a module that is `module.yaml` alone: it offers names of what exists outside the solution, which its parameters hold. Each
 * output is the parameter of the same name.
 */
export function templateOf({ at, parameters, produces }: ModuleFile, problems: string[]): Pick<Draft, 'template' | 'place'> {
  const isOffered = (name: string) => parameters.some(parameter => parameter.name === name);
  for (const { name, at: place } of produces.filter(each => !isOffered(each.name))) {
    problems.push(`${place}: Produces: found "${name}", expected one of the Parameters, whose value it offers, as there is no cloudformation.yaml; `
      + `they are ${parameters.map(parameter => parameter.name).join(', ') || 'none'}`);
  }
  const template: DraftTemplate = {
    Parameters: Object.fromEntries(parameters.map(({ name }) => [name, { Type: 'String' }])),
    Resources: {},
    Outputs: Object.fromEntries(produces.map(({ name }) => [name, { Value: isOffered(name) ? { Ref: name } : '' }])),
  };
  return { template, place: ([, name]) => [...produces, ...parameters].find(each => each.name === name)?.at ?? at };
}
