import { isMet } from './conditions';
import { knownValues } from './known-values';
import { requirementPath } from './requirement';

/** Follows the name of a condition that could not be evaluated. */
export const NOT_KNOWN = ', which is known only when it is deployed';

/**
 * The outputs that a deployment of a template will not leave a module, with the conditions that are not met, if there are any. What is
 * not known before the deployment counts as not met.
 *
 * @param parameters values from the template configuration; parameters of the registry have the names of parameters as values
 * @param registry values of the registry, by name
 * @param deployer ARN of anything in the account and region of the deployment
 */
export function leftOut(
  { Parameters = {}, Resources = {}, ...template }: any, parameters: any, solution: string, module: string, outputs: readonly string[],
  registry: ReadonlyMap<string, string>, deployer: string,
): Map<string, string> {
  const valueOf = knownValues(Parameters, parameters, deployer, registry);
  const left = new Map<string, string>();
  for (const output of outputs) {
    const name = requirementPath(solution, `${module}/${output}`);
    const { Condition } = Object.values<any>(Resources).find(({ Properties }) => Properties?.Name === name) ?? { Condition: '' };
    try {
      if (Condition === undefined || isMet(template, valueOf, Condition)) continue;
      left.set(output, Condition);
    } catch {
      left.set(output, Condition && Condition + NOT_KNOWN);
    }
  }
  return left;
}
