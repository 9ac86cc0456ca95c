import { formatError, templateError, ValidationError } from '../../errors';
import { isObject, type Json, type JsonObject } from '../../json';
import type { Template } from '../model';

const SECTIONS = [
  'AWSTemplateFormatVersion', 'Conditions', 'Description', 'Hooks', 'Mappings', 'Metadata', 'Outputs', 'Parameters', 'Resources', 'Rules', 'Transform',
];
const LIMITS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;

/** The supported transforms. */
export const TRANSFORMS = ['AWS::LanguageExtensions'];

/** Checks the names, types and sizes of the sections. */
export function checkSections(raw: JsonObject): void {
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
  const transforms = [raw.Transform ?? []].flat().filter(name => !TRANSFORMS.includes(String(name)));
  if (transforms.length) throw templateError(`No transform named ${transforms.map(toName).join(', ')} found.`);
}

const toName = (transform: Json) => isObject(transform) ? String(transform.Name) : String(transform);


/** Logical names consist of letters and digits. */
export function checkNames(kind: 'Parameter' | 'Mapping' | 'Resource' | 'Output', section: Readonly<Record<string, object>>): void {
  const wrong = Object.keys(section).find(name => !/^[a-zA-Z0-9]+$/.test(name));
  if (wrong !== undefined) throw formatError(`${kind} name ${wrong} is non alphanumeric.`);
}

export function checkParameters(parameters: Template['Parameters']): void {
  for (const [name, definition] of Object.entries(parameters)) {
    if (!isObject(definition)) throw formatError('Any Parameters member must be an object.');
    if (typeof definition.Type !== 'string') throw formatError('Every Parameters object must contain a Type member.');
    if (!/^(String|Number|CommaDelimitedList|List<.+>|AWS::.+)$/.test(definition.Type)) {
      throw formatError(`Unrecognized parameter type: ${definition.Type}`);
    }
    if (isObject(definition.Default) || Array.isArray(definition.Default)) {
      throw formatError(`Every Default member must be a string. (parameter ${name})`);
    }
    if (definition.AllowedValues !== undefined && !Array.isArray(definition.AllowedValues)) throw formatError(`Every AllowedValues member must be a list. (parameter ${name})`);
  }
}
