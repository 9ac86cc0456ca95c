import type { Assembly } from '../../assembly/cloud-assembly';
import { leftOut } from '../../model/left-out';
import type { AssembledModule } from '../../model/manifest';
import { modulesPath } from '../../model/names';
import { formatRequirement, requirementPath, type RequirementText } from '../../model/requirement';
import { READS_PARAMETER } from '../../model/template-contract';
import type { ParameterReader } from '../../registry/parameter-store';
import type { AwsEnvironment } from '../aws/aws-environment';
import type { LeftOut } from '../bundle/contract-problems';

/** A core module with the values that its template is deployed with. */
export interface ConfiguredModule {
  readonly module: AssembledModule;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The outputs that conditions will leave out of core modules, as the gate finds them for other modules. Values that this run may still change, and
 * those outside of the registry, count as they are now, or as not known.
 */
export async function outputsLeftOut(
  { read }: Assembly, modules: readonly ConfiguredModule[], solution: string, store: ParameterReader, environment: () => Promise<AwsEnvironment>,
): Promise<LeftOut> {
  const conditional = modules.map(({ module, parameters }) => ({ module, parameters, template: JSON.parse(read(module.templateFile)) }))
    .filter(({ template }) => template.Conditions);
  if (!conditional.length) return { conditions: new Map(), existing: new Set() };
  const outputs = conditional.flatMap(({ module: { name, contract } }) =>
    contract.produces.map(output => formatRequirement({ module: name, output })));
  const inRegistry = conditional.flatMap(({ template, parameters }) => Object.entries<any>(template.Parameters ?? {})
    .flatMap(([name, { Type }]) => READS_PARAMETER.test(Type) ? [parameters[name]] : [])
    .filter(path => path?.startsWith(`${modulesPath(solution)}/`)));
  const values = await store.read([...new Set([...inRegistry, ...outputs.map(output => requirementPath(solution, output))])]);
  const { partition, region, account } = await environment();
  const deployer = `arn:${partition}:ssm:${region}:${account}:parameter`;
  return {
    conditions: new Map(conditional.map(({ module: { name, contract }, parameters, template }) =>
      [name, leftOut(template, parameters, solution, name, contract.produces, values, deployer)])),
    existing: new Set<RequirementText>(outputs.filter(output => values.has(requirementPath(solution, output)))),
  };
}
