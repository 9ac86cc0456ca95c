import type { Contract } from './contract';
import { parseJson } from './json';
import { contractPath } from './names';
import { isRequirement, requirementPath, type RequirementText } from './requirement';

/** Limit of a standard parameter, in characters. */
const LARGEST = 4096;

/** Types of template parameters whose values are names of parameters in the store. */
export const READS_PARAMETER = /^AWS::SSM::Parameter::Value</;

/**
 * The contract that a template writes into the registry, or why it cannot be relied on. A module's build is not trusted: this is what the
 * deployment will write, whatever else the build says, and no more than the template's own parameters read.
 */
export function contractIn({ Parameters = {}, Resources = {} }: any, solution: string, module: string): Contract | string {
  const { Type, Condition, Properties } = Resources?.Contract ?? {};
  const { Name, Value } = Properties ?? {};
  const contract: Contract | undefined = parseJson(Value);
  const { name, produces, consumes }: any = contract ?? {};
  if (Type !== 'AWS::SSM::Parameter' || Condition || Name !== contractPath(solution, module) || name !== module || typeof Value !== 'string' || Value.length > LARGEST
    || ![produces, consumes].every(Array.isArray) || ![...consumes, ...produces.map((output: string) => `${module}/${output}`)].every(isRequirement)) {
    return `the template of ${module} does not write its contract as constant text of at most ${LARGEST} characters (Contract); use \`cv-insync package\``;
  }
  const read = Object.values<any>(Parameters ?? {}).map(parameter => typeof parameter?.Type === 'string' && READS_PARAMETER.test(parameter.Type) && parameter.Default);
  const unread = consumes.filter((item: RequirementText) => !read.includes(requirementPath(solution, item)));
  return unread.length ? `the contract of ${module} consumes ${unread.join(', ')}, which its template does not read` : contract!;
}
