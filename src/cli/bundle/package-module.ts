import { PARAMETER_VALUE_LIMIT, parameterValues, type TemplateSections, templateProblems } from './template-configuration';
import type { Assembly } from '../../assembly/cloud-assembly';
import type { AssembledModule } from '../../model/manifest';
import { TAGS, moduleStackName } from '../../model/names';
import { parseContract } from '../../model/parse';
import { formatProblem, type Problem } from '../../model/problem';
import type { SolutionTags } from '../../model/tags';
import { Failure, fail } from '../terminal/failure';

/** The module that a pipeline delivers, among those of an app. */
export function findModule({ modules, directory }: Assembly, solution: string, name: string): AssembledModule {
  const module = modules.find(candidate => candidate.name === name);
  if (!module) {
    const found = modules.map(candidate => `"${candidate.name}"`).join(', ');
    return fail(`${directory}: ${found ? `the app defines the module(s) ${found}` : 'the app defines no module'}, expected one InSyncModule "${name}"; `
      + 'give it this name in the code, or correct the module\'s entry');
  }
  if (module.solution !== solution) {
    fail(`the module "${name}" says that its solution is "${module.solution}", expected "${solution}", whose pipeline this is; `
      + 'do not set the solution in the code: the build sets it');
  }
  if (module.stackName !== moduleStackName(solution, name)) {
    fail(`the module "${name}" has the stack name "${module.stackName}", expected "${moduleStackName(solution, name)}"; do not set the stack name in the code`);
  }
  return module;
}

/** Files of a module's package, by name. Fails with all problems if it cannot be deployed. */
export function packageModule(assembly: Assembly, module: AssembledModule, parameters: Readonly<Record<string, string>>, tags: SolutionTags = {}) {
  const where = `module ${module.name}`;
  const text = assembly.read(module.templateFile);
  const template: TemplateSections = JSON.parse(text);
  const known = Object.keys(template.Parameters ?? {});
  const { values, problems } = parameterValues(where, template, parameters);
  const all: Problem[] = [
    ...parseContract(JSON.stringify(module.contract), `contract of ${where}`).problems,
    ...templateProblems(where, text),
    ...Object.keys(parameters).filter(name => !known.includes(name)).map(name => ({
      where: `${where}: parameter ${name}`,
      message: `its entry gives it a value, but its template has no such parameter; it has ${known.join(', ') || 'none'}; correct the entry`,
    })),
    ...problems,
  ];
  if (all.length) throw new Failure(all.map(formatProblem));
  return {
    'template.json': text,
    'template-configuration.json': {
      Parameters: values,
      Tags: { ...assembly.tags(module.templateFile), ...tags, [TAGS.solution]: module.solution, [TAGS.module]: module.name },
    },
  };
}

/** Texts that the build project has in its environment: values of parameters from the module's entry, or tags of the solution. */
export function givenTexts(text: string | undefined, variable: string): Record<string, string> {
  if (!text) return {};
  try {
    const parameters = JSON.parse(text);
    if (Object.values(parameters).every(value => typeof value === 'string')) return parameters;
  } catch { /* reported below */ }
  return fail(`${variable}: found ${text.slice(0, 80)}, expected a JSON object of texts, at most ${PARAMETER_VALUE_LIMIT} bytes each`);
}
