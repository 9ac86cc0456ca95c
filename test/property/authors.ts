import type { Assembly } from '../../src/assembly/cloud-assembly';
import type { Contract } from '../../src/model/contract';
import { canonicalJson } from '../../src/model/json';
import type { AssembledModule } from '../../src/model/manifest';
import { contractPath, moduleStackName, outputPath } from '../../src/model/names';
import { requirementPath, type RequirementText } from '../../src/model/requirement';

/** What the author of a module pushed last. */
export interface Version {
  readonly revision: number;
  /** Outputs with their values, which contain the values of its inputs if it `derives` them. */
  readonly produces: Readonly<Record<string, string>>;
  readonly consumes: readonly RequirementText[];
  /** The output that exists only where the entry sets this level. */
  readonly conditional?: { readonly output: string; readonly level: string };
  readonly derives: boolean;
  /** The part that fails until it is fixed. */
  readonly fault?: 'build' | 'deploy';
}

/** The parameters that an entry may set in every module of the model. */
export const PARAMETER = 'Level';

export const contractOf = (name: string, { produces, consumes }: Version): Contract =>
  ({ schema: 1, name, version: '1.0.0', produces: Object.keys(produces).sort(), consumes: [...consumes].sort() });

/** The outputs that a version has where its entry sets this level. */
export const outputsOf = ({ produces, conditional }: Version, level: string): string[] =>
  Object.keys(produces).filter(output => output !== conditional?.output || level === conditional.level);

/** The stack that an `InSyncModule` synthesizes to: its contract, its outputs, and a resource of its own. */
export function templateOf(solution: string, name: string, version: Version): string {
  const inputs = version.consumes.map((item, index) => ({ id: `Input${index}`, path: requirementPath(solution, item) }));
  const read = version.derives ? [...inputs.map(({ id }) => id), PARAMETER].map(id => `-\${${id}}`).join('') : '';
  const parameter = (path: string, value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: path, Type: 'String', Value: value } });
  const { conditional } = version;
  const condition = (output: string) => conditional?.output === output ? { Condition: 'IsAtLevel' } : {};
  return JSON.stringify({
    ...conditional && { Conditions: { IsAtLevel: { 'Fn::Equals': [{ Ref: PARAMETER }, conditional.level] } } },
    Parameters: {
      [PARAMETER]: { Type: 'String', Default: '0' },
      ...Object.fromEntries(inputs.map(({ id, path }) => [id, { Type: 'AWS::SSM::Parameter::Value<String>', Default: path }])),
    },
    Resources: {
      Contract: parameter(contractPath(solution, name), canonicalJson(contractOf(name, version))),
      Own: { Type: 'AWS::DynamoDB::Table', Properties: { Revision: version.revision, ...version.fault === 'deploy' && { Fails: true } } },
      ...Object.fromEntries(Object.entries(version.produces).map(([output, value]) =>
        [`Output${output}`, { ...parameter(outputPath(solution, name, output), { 'Fn::Sub': `${value}${read}` }), ...condition(output) }])),
    },
  });
}

const assembled = (solution: string, name: string, version: Version): AssembledModule =>
  ({ name, solution, stackName: moduleStackName(solution, name), templateFile: `${name}.template.json`, contract: contractOf(name, version) });

/** The output of `cdk synth` for an app: modules, and the core's stack if there is one. */
export function assemblyOf(solution: string, modules: Readonly<Record<string, Version>>, core?: Pick<Assembly, 'core'> & { readonly template: string }): Assembly {
  return {
    directory: 'cdk.out',
    version: '0.0.0',
    modules: Object.entries(modules).map(([name, version]) => assembled(solution, name, version)),
    ...core && { core: core.core },
    stacks: [],
    tags: () => ({}),
    constructPaths: () => new Map(),
    read: file => {
      const name = file.replace('.template.json', '');
      return modules[name] ? templateOf(solution, name, modules[name]) : core!.template;
    },
  };
}
