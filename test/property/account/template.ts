import { canonicalJson } from '../../../src/model/json';
import { resolve, type ResourceDefinition, type Scope, type Template } from '@cv-insync/emulator/cloudformation';

/** Types of resources that have effects in the model; all others are ignored. */
const ACTING = ['AWS::CodePipeline::Pipeline', 'AWS::SSM::Parameter', 'AWS::Events::Rule'];
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-central-1', 'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackName': 'stack',
};

export interface Resource {
  readonly type: string;
  readonly properties: any;
}

export interface Evaluated {
  /** The resources with effects, by logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Resolved values of SSM parameters, by path. */
  readonly resolved: ReadonlyMap<string, string>;
  /** A resource that cannot be created, if there is one: it has the property `Fails`. */
  readonly faulty?: string;
}

/** Evaluates a template with these parameters. Fails as CloudFormation does, before anything changes. */
export function evaluate(text: string, given: Readonly<Record<string, string>>, stored: ReadonlyMap<string, string>): Evaluated {
  const template = parsed(text);
  const unknown = Object.keys(given).filter(name => !(name in template.Parameters));
  if (unknown.length) throw new Error(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const values = new Map<string, string>();
  const resolved = new Map<string, string>();
  for (const [name, { Type, Default }] of Object.entries(template.Parameters)) {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`Parameters: [${name}] must have values`);
    if (!Type.startsWith('AWS::SSM::Parameter::Value')) values.set(name, String(value));
    else values.set(name, stored.get(String(value)) ?? missing(String(value)));
    if (Type.startsWith('AWS::SSM::Parameter::Value')) resolved.set(String(value), values.get(name)!);
  }
  const scope = scopeOf(template, values);
  const resources = Object.entries(template.Resources)
    .filter(([, { Type, Condition }]) => ACTING.includes(Type) && (Condition === undefined || scope.isTrue(Condition)))
    .map(([id, { Type, Properties }]): [string, Resource] => [id, { type: Type, properties: resolve(Properties as never, scope) }]);
  return { resources: new Map(resources), resolved, faulty: Object.entries(template.Resources).find(([, { Properties }]) => Properties?.Fails)?.[0] };
}

export const sameResource = (a: Resource | undefined, b: Resource) => a !== undefined && canonicalJson(a) === canonicalJson(b);

function scopeOf(template: Template, values: ReadonlyMap<string, string>): Scope {
  const parameter = (name: string) => {
    const value = values.get(name) ?? PSEUDO[name];
    return template.Parameters[name]?.Type === 'CommaDelimitedList' ? value.split(',') : value;
  };
  const scope: Scope = {
    template,
    region: PSEUDO['AWS::Region'],
    parameter,
    isTrue: condition => resolve(template.Conditions[condition], scope) === true,
    ref: resource => resource,
    getAtt: (resource, attribute) => `${resource}.${attribute}`,
    importValue: name => missing(name),
  };
  return scope;
}

const templates = new Map<string, Template>();

function parsed(text: string): Template {
  const known = templates.get(text);
  if (known) return known;
  const empty = { Parameters: {}, Mappings: {}, Conditions: {}, Rules: {}, Resources: {} as Record<string, ResourceDefinition>, Outputs: {} };
  const template: Template = { ...empty, ...JSON.parse(text) };
  templates.set(text, template);
  return template;
}

const missing = (path: string): never => {
  throw new Error(`Unable to fetch parameters [${path}] from parameter store for this account.`);
};
