import type { Assembly } from '../../assembly/cloud-assembly';
import type { Permissions } from '../../model/entry';
import { byText } from '../../model/json';
import type { AssembledModule } from '../../model/manifest';
import { outputPath } from '../../model/names';
import { providersOf, requirementOf, requirementPath } from '../../model/requirement';

/** A description of a module for those who install it or consume its outputs. */
export interface ModuleDescription {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  /** Outputs that it consumes, by module. */
  readonly consumes: readonly { readonly module: string; readonly outputs: readonly string[] }[];
  readonly produces: readonly { readonly output: string; readonly description?: string }[];
  /** Parameters that its entry can set. */
  readonly parameters: readonly TemplateParameter[];
  /** What it asks for in addition to what every module may do. */
  readonly permissions: Permissions;
}

export interface TemplateParameter {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  readonly description?: string;
}

/** Describes a module of a cloud assembly. */
export function describeModule(assembly: Assembly, { name, solution, templateFile, contract }: AssembledModule): ModuleDescription {
  const { Description, Parameters = {}, Resources = {} } = JSON.parse(assembly.read(templateFile));
  const consumed = contract.consumes.map(requirementOf);
  const paths = contract.consumes.map(text => requirementPath(solution, text));
  const descriptions = new Map(Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter')
    .map(({ Properties: { Name, Description: text } }) => [Name, text]));
  return {
    name,
    version: contract.version,
    ...Description && { description: Description },
    consumes: providersOf(contract.consumes).sort(byText)
      .map(other => ({ module: other, outputs: consumed.filter(({ module }) => module === other).map(({ output }) => output).sort(byText) })),
    produces: contract.produces.map(output => {
      const description = descriptions.get(outputPath(solution, name, output));
      return { output, ...description && { description } };
    }),
    parameters: Object.entries<any>(Parameters).filter(([, { Default }]) => !paths.includes(Default)).sort(([a], [b]) => byText(a, b))
      .map(([parameter, { Type, Default, Description: text }]) =>
        ({ name: parameter, type: Type, ...Default !== undefined && { default: String(Default) }, ...text && { description: text } })),
    permissions: contract.permissions ?? [],
  };
}
