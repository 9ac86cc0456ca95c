import { type Draft, report } from './draft';
import type { Documented } from './module-file';

/** Adds descriptions and defaults from `module.yaml` to a template's parameters. Returns the values that are known before the deployment. */
export function describeParameters(draft: Draft, documented: readonly Documented[], given: Readonly<Record<string, string>>): Record<string, string> {
  const parameters = draft.template.Parameters ?? {};
  for (const { name, description, default: value, at } of documented) {
    const parameter = parameters[name];
    if (!parameter) {
      draft.problems.push(`${at}: Parameters: the template has no parameter "${name}"; it has ${Object.keys(parameters).join(', ') || 'none'}`);
      continue;
    }
    if (value !== undefined && parameter.Default !== undefined && String(parameter.Default) !== value) {
      report(draft, ['Parameters', name, 'Default'], `found the default ${JSON.stringify(parameter.Default)}, but module.yaml says ${JSON.stringify(value)}; leave one of them out`);
    }
    if (value !== undefined) parameter.Default ??= value;
    if (description !== undefined) parameter.Description ??= description;
  }
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, { Type, Default }]): [string, string][] => {
    const value = given[name] ?? (Default === undefined ? undefined : String(Default));
    return value === undefined || /^AWS::SSM::/.test(Type) ? [] : [[name, value]];
  }));
}
