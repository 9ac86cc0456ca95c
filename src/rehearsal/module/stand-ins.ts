import { MODULE_MANIFEST, moduleManifest } from '../../assembly/manifests';
import { CONTRACT_SCHEMA, type Contract } from '../../model/contract';
import { canonicalJson, byText } from '../../model/json';
import { contractPath, moduleStackName, outputPath } from '../../model/names';
import { providersOf, requirementOf, type RequirementText } from '../../model/requirement';

/** Values of outputs by module and output name. */
export type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A module that only produces the outputs that the rehearsed module consumes. */
export interface StandIn {
  readonly name: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** True if only the consumed outputs are known. */
  readonly invented: boolean;
}

interface Known {
  readonly solution: string;
  /** Modules that need no stand-in. */
  readonly present: readonly string[];
  /** Outputs of published modules. */
  readonly contracts: Readonly<Record<string, readonly string[]>>;
  readonly values: Values;
}

/** The stand-ins for consumed modules: with their published outputs, or, if unknown, with the consumed ones. */
export function standInsFor(consumes: readonly RequirementText[], { solution, present, contracts, values }: Known): StandIn[] {
  const names = providersOf(consumes).filter(module => !present.includes(module)).sort(byText);
  return names.map(name => {
    const invented = !contracts[name] && !values[name];
    const published = [...contracts[name] ?? [], ...Object.keys(values[name] ?? {})];
    const outputs = invented ? consumes.map(requirementOf).filter(({ module }) => module === name).map(({ output }) => output) : published;
    const valueOf = (output: string) => values[name]?.[output] ?? plausible(solution, name, output);
    return { name, invented, outputs: Object.fromEntries([...new Set(outputs)].sort(byText).map(output => [output, valueOf(output)])) };
  });
}

/** Words in the names of outputs, with the service and the kind of resource that they suggest. */
const SERVICES: readonly (readonly [RegExp, string, string])[] = [
  [/function/i, 'lambda', 'function:'], [/table/i, 'dynamodb', 'table/'], [/stream/i, 'firehose', 'deliverystream/'],
  [/queue/i, 'sqs', ''], [/topic/i, 'sns', ''], [/userpool/i, 'cognito-idp', 'userpool/'], [/key/i, 'kms', 'key/'],
  [/machine/i, 'states', 'stateMachine:'], [/bus/i, 'events', 'event-bus/'],
];

/** A value of the form that the output's name suggests: a name, a URL or an ARN. */
export function plausible(solution: string, module: string, output: string): string {
  const words = output.replace(/(Arn|Name|Id|Url)$/, '').replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const name = [moduleStackName(solution, module), words].filter(Boolean).join('-');
  if (!output.endsWith('Arn')) return output.endsWith('Url') ? `https://${name}.example` : name;
  if (/bucket/i.test(output)) return `arn:aws:s3:::${name}`;
  if (/role/i.test(output)) return `arn:aws:iam::123456789012:role/${name}`;
  const [, service, kind] = SERVICES.find(([pattern]) => pattern.test(output)) ?? [undefined, 'lambda', 'function:'];
  return `arn:aws:${service}:us-east-1:123456789012:${kind}${name}`;
}

/** Files of a stand-in's repository: an app that returns a cloud assembly as it is. */
export function standInFiles(solution: string, { name, outputs }: StandIn, assemblyVersion: string): Record<string, string> {
  const stackName = moduleStackName(solution, name);
  const contract: Contract = { schema: CONTRACT_SCHEMA, name, version: '0.0.0', produces: Object.keys(outputs), consumes: [] };
  const parameter = (Name: string, Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value } });
  const resources = {
    Contract: parameter(contractPath(solution, name), canonicalJson(contract)),
    ...Object.fromEntries(Object.entries(outputs).map(([output, value]) => [`Output${output}`, parameter(outputPath(solution, name, output), value)])),
  };
  const templateFile = `${name}.template.json`;
  const stack = { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile, stackName } };
  return {
    'cdk.json': canonicalJson({ app: 'cp -R assembly/. "$CDK_OUTDIR"' }),
    'assembly/manifest.json': canonicalJson({ version: assemblyVersion, artifacts: { [name]: stack } }),
    [`assembly/${templateFile}`]: canonicalJson({ Description: `Stands in for the module ${name}`, Resources: resources }),
    [`assembly/${MODULE_MANIFEST}`]: moduleManifest([{ name, solution, stackName, templateFile, contract }]),
  };
}
