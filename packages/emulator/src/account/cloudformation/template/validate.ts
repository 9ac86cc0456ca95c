import { formatError, templateError, ValidationError } from '../errors';
import { isObject, type Json, type JsonObject } from '../json';
import { eachFunction, functionOf, isPseudoParameter, referencesOf } from './expressions';
import { checkFunctions } from './function-checks';
import type { Template } from './model';

const SECTIONS = [
  'AWSTemplateFormatVersion', 'Conditions', 'Description', 'Hooks', 'Mappings', 'Metadata', 'Outputs', 'Parameters', 'Resources', 'Rules', 'Transform',
];
const RESOURCE_MEMBERS = [
  'Type', 'Properties', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'CreationPolicy', 'UpdatePolicy', 'Description',
];
const PSEUDO_PARAMETERS = ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(name => `AWS::${name}`);
const LIMITS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;
const SUPPORTED_TRANSFORMS = ['AWS::LanguageExtensions'];

/** Checks everything that does not depend on parameter values, and gives the template with all its sections. */
export function validateTemplate(raw: JsonObject): Template {
  checkSections(raw);
  const template = {
    ...raw, ...Object.fromEntries(['Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs'].map(name => [name, raw[name] ?? {}])),
  } as unknown as Template;
  checkNames(template);
  checkParameters(template);
  checkMappings(template);
  checkResources(template);
  checkOutputs(template);
  checkFunctions(template);
  checkReferences(template);
  return template;
}

function checkSections(raw: JsonObject): void {
  const unknown = Object.keys(raw).filter(name => !SECTIONS.includes(name));
  if (unknown.length) throw new ValidationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  for (const name of ['Resources', 'Parameters', 'Mappings', 'Conditions', 'Outputs', 'Rules']) {
    const section = raw[name];
    if (section !== undefined && !isObject(section)) throw formatError(`Any ${name} member must be an object.`);
  }
  if (!isObject(raw.Resources) || Object.keys(raw.Resources).length === 0) throw formatError('At least one Resources member must be defined.');
  for (const [name, limit] of Object.entries(LIMITS)) {
    const count = Object.keys((raw[name] as JsonObject | undefined) ?? {}).length;
    if (count > limit) throw formatError(`Number of ${name.toLowerCase()}, ${count}, is greater than maximum allowed, ${limit}`);
  }
  const version = raw.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') throw formatError(`Unsupported version: ${String(version)}. Supported versions are: [2010-09-09]`);
  const transforms = [raw.Transform ?? []].flat().filter(name => !SUPPORTED_TRANSFORMS.includes(String(name)));
  if (transforms.length) throw templateError(`No transform named ${transforms.map(toName).join(', ')} found.`);
}

const toName = (transform: Json) => isObject(transform) ? String(transform.Name) : String(transform);

function checkNames(template: Template): void {
  const sections = { Parameter: template.Parameters, Resource: template.Resources, Output: template.Outputs, Condition: template.Conditions };
  for (const [kind, section] of Object.entries(sections)) {
    const wrong = Object.keys(section).find(name => !/^[a-zA-Z0-9]+$/.test(name));
    if (wrong !== undefined) throw formatError(`${kind} name ${wrong} is non alphanumeric.`);
  }
}

function checkParameters(template: Template): void {
  for (const [name, definition] of Object.entries(template.Parameters)) {
    if (!isObject(definition)) throw formatError('Any Parameters member must be an object.');
    if (typeof definition.Type !== 'string') throw formatError('Every Parameters object must contain a Type member.');
    if (!/^(String|Number|CommaDelimitedList|List<.+>|AWS::.+)$/.test(definition.Type)) {
      throw formatError(`Unrecognized parameter type: ${definition.Type}`);
    }
    if (isObject(definition.Default) || Array.isArray(definition.Default)) {
      throw formatError(`Every Default member must be a string. (parameter ${name})`);
    }
  }
}

function checkMappings(template: Template): void {
  const isValue = (value: Json) => !isObject(value) && (!Array.isArray(value) || value.every(item => !isObject(item) && !Array.isArray(item)));
  for (const mapping of Object.values(template.Mappings)) {
    if (!isObject(mapping)) throw formatError('Every Mappings member must be a map.');
    for (const keys of Object.values(mapping)) {
      if (!isObject(keys)) throw formatError('Every Mappings attribute must be a map.');
      if (!Object.values(keys).every(isValue)) throw formatError('Every Mappings attribute must be a String or a List.');
    }
  }
}

function checkResources(template: Template): void {
  for (const [id, resource] of Object.entries(template.Resources)) {
    if (!isObject(resource)) throw formatError('Any Resources member must be an object.');
    if (typeof resource.Type !== 'string') throw formatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
    const unknown = Object.keys(resource).find(member => !RESOURCE_MEMBERS.includes(member));
    if (unknown !== undefined) throw new ValidationError(`Invalid template resource property '${unknown}'`);
    const properties = (resource as JsonObject).Properties;
    if (properties !== undefined && properties !== null && !isObject(properties)) throw formatError('Every Properties member must be an object.');
    checkNulls(resource as unknown as Json, `/Resources/${id}`);
    const condition = (resource as JsonObject).Condition;
    if (condition !== undefined && !(String(condition) in template.Conditions)) {
      throw formatError(`Unresolved condition dependency ${String(condition)} in the Resources block of the template`);
    }
  }
}

function checkNulls(value: Json, path: string): void {
  if (value === null && !path.endsWith('/Properties')) throw formatError(`[${path}] 'null' values are not allowed in templates`);
  if (Array.isArray(value)) value.forEach((item, i) => checkNulls(item, `${path}/${i}`));
  else if (isObject(value)) Object.entries(value).forEach(([key, item]) => checkNulls(item, `${path}/${key}`));
}

function checkOutputs(template: Template): void {
  for (const [id, output] of Object.entries(template.Outputs)) {
    if (!isObject(output)) throw formatError('Any Outputs member must be an object.');
    if (output.Value === undefined) throw formatError('Every Outputs member must contain a Value object');
    checkNulls(output as unknown as Json, `/Outputs/${id}`);
    if (output.Condition !== undefined && !(String(output.Condition) in template.Conditions)) {
      throw formatError(`Unresolved condition dependency ${String(output.Condition)} in the Outputs block of the template`);
    }
  }
}

/** References to what the template does not define; a condition may still leave out what it does define. */
function checkReferences(template: Template): void {
  const isDefined = (id: string) => id in template.Parameters || id in template.Resources || PSEUDO_PARAMETERS.includes(id);
  const check = (value: Json | undefined, block: string, dependencies: readonly string[] = []) => {
    const references = referencesOf(value);
    const missing = [
      ...references.filter(reference => reference.kind === 'Ref' && !isDefined(reference.id)).map(reference => reference.id),
      ...dependencies.filter(id => !(id in template.Resources)),
    ];
    if (missing.length) throw formatError(`Unresolved resource dependencies [${[...new Set(missing)].join(', ')}] in the ${block} block of the template`);
    const attribute = references.find(reference => reference.kind === 'GetAtt' && !(reference.id in template.Resources));
    if (attribute) throw templateError(`instance of Fn::GetAtt references undefined resource ${attribute.id}`);
  };
  for (const resource of Object.values(template.Resources)) {
    check(resource as unknown as Json, 'Resources', [resource.DependsOn ?? []].flat());
  }
  for (const output of Object.values(template.Outputs)) check(output as unknown as Json, 'Outputs');
  for (const condition of Object.values(template.Conditions)) {
    const resource = referencesOf(condition).find(reference => !(reference.id in template.Parameters) && !isPseudoParameter(reference.id));
    if (resource) throw templateError(`Unresolved dependencies [${resource.id}]. Cannot reference resources in the Conditions block of the template`);
  }
  checkConditions(template);
}

function checkConditions(template: Template): void {
  const everywhere = [template.Resources, template.Outputs].flatMap(section => Object.values(section)) as Json[];
  eachFunction(everywhere, (name, argument) => {
    if (name !== 'Fn::If' || !Array.isArray(argument)) return;
    const [condition] = argument;
    if (typeof condition === 'string' && !(condition in template.Conditions)) throw templateError(`unresolved condition dependency ${condition} in Fn::If`);
  });
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id)) throw templateError(`Circular dependency between conditions: [${path.join(', ')}]`);
    eachFunction(template.Conditions[id], (name, argument) => {
      if (name !== 'Condition') return;
      if (!(String(argument) in template.Conditions)) throw templateError(`unresolved condition dependency ${String(argument)} in the Conditions block`);
      visit(String(argument), [...path, id]);
    });
  };
  for (const [id, condition] of Object.entries(template.Conditions)) {
    if (!functionOf(condition)) throw templateError(`every Conditions member must contain a function (condition ${id})`);
    visit(id, []);
  }
}
