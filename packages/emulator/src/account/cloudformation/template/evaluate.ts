import { templateError } from '../errors';
import { isObject, same, toText, type Json, type JsonObject } from '../json';
import { cidrBlocks } from './cidr';
import { functionOf, splitAttribute } from './expressions';
import type { Template } from './model';

/** Values for the names in an expression. Each lookup may throw `Unknown` for a value that only the deployment knows. */
export interface Scope {
  readonly template: Template;
  readonly region: string;
  /** The value of a parameter or pseudo parameter; undefined for unknown names. */
  parameter(name: string): Json | undefined;
  isTrue(condition: string): boolean;
  ref(resource: string): Json;
  getAtt(resource: string, attribute: string): Json;
  importValue(name: string): string;
}

/** The value is not known yet; a message is the reason for a warning. */
export class Unknown extends Error {}

/** How a change set shows a value that only its execution determines. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'];

type Evaluated = Json | undefined;
type Run = (argument: Json, scope: Scope) => Evaluated;

const text = (argument: Json, scope: Scope) => toText(resolve(argument, scope) ?? '');
const list = (argument: Json, scope: Scope): Json[] => {
  const value = resolve(argument, scope);
  return Array.isArray(value) ? value : [];
};
const truth = (argument: Json, scope: Scope) => {
  const value = resolve(argument, scope);
  return value === true || value === 'true';
};
const parts = (argument: Json) => argument as Json[];

const FUNCTIONS: Readonly<Record<string, Run>> = {
  'Ref': (argument, scope) => {
    const name = String(argument);
    if (name === 'AWS::NoValue') return undefined;
    return scope.parameter(name) ?? scope.ref(name);
  },
  'Fn::GetAtt': (argument, scope) => {
    const [id, attribute] = typeof argument === 'string' ? splitAttribute(argument) : parts(argument);
    return scope.getAtt(String(id), text(attribute, scope));
  },
  'Fn::Sub': (argument, scope) => {
    const [pattern, given] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, JsonObject];
    return pattern.replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
      if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
      return substitute(inner.trim(), given, scope) ?? whole;
    });
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, items] = parts(argument);
    return list(items, scope).map(toText).join(String(delimiter));
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = parts(argument);
    const values = list(items, scope);
    const at = Number(resolve(index, scope));
    if (!Number.isInteger(at) || at < 0 || at >= values.length) {
      throw templateError('Fn::Select requires a list argument with two elements: an integer index and a list');
    }
    return values[at];
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, value] = parts(argument);
    return text(value, scope).split(String(delimiter));
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = parts(argument);
    return resolve(scope.isTrue(String(condition)) ? yes : no, scope);
  },
  'Condition': (argument, scope) => scope.isTrue(String(argument)),
  'Fn::Equals': (argument, scope) => {
    const [a, b] = parts(argument).map(item => resolve(item, scope));
    return same(a, b);
  },
  'Fn::And': (argument, scope) => parts(argument).every(item => truth(item, scope)),
  'Fn::Or': (argument, scope) => parts(argument).some(item => truth(item, scope)),
  'Fn::Not': (argument, scope) => !truth(parts(argument)[0], scope),
  'Fn::Contains': (argument, scope) => list(parts(argument)[0], scope).some(item => same(item, resolve(parts(argument)[1], scope))),
  'Fn::EachMemberEquals': (argument, scope) => list(parts(argument)[0], scope).every(item => same(item, resolve(parts(argument)[1], scope))),
  'Fn::EachMemberIn': (argument, scope) => {
    const allowed = list(parts(argument)[1], scope);
    return list(parts(argument)[0], scope).every(item => allowed.some(other => same(item, other)));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second, options] = parts(argument);
    const [name, top, key] = [map, first, second].map(item => text(item, scope));
    const found = (scope.template.Mappings[name]?.[top] as JsonObject | undefined)?.[key];
    if (found !== undefined) return found;
    if (isObject(options) && 'DefaultValue' in options) return resolve(options.DefaultValue, scope);
    throw templateError(`Unable to get mapping for ${name}::${top}::${key}`);
  },
  'Fn::Base64': (argument, scope) => Buffer.from(text(argument, scope)).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = parts(argument).map(item => resolve(item, scope));
    return cidrBlocks(String(block), Number(count), Number(bits ?? 8));
  },
  'Fn::GetAZs': (argument, scope) => {
    const region = text(argument, scope) || scope.region;
    return ZONES.map(zone => region + zone);
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(argument, scope)),
  'Fn::Length': (argument, scope) => list(argument, scope).length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
};

function substitute(name: string, given: JsonObject, scope: Scope): string | undefined {
  if (isObject(given) && name in given) return text(given[name], scope);
  if (name in scope.template.Resources) return toText(scope.ref(name));
  const parameter = scope.parameter(name);
  if (parameter !== undefined) return toText(parameter);
  return name.includes('.') ? toText(scope.getAtt(...splitAttribute(name))) : undefined;
}

/** The value of an expression; undefined for AWS::NoValue, which removes the item or member. */
export function resolve(value: Json, scope: Scope): Evaluated {
  if (Array.isArray(value)) return value.map(item => resolve(item, scope)).filter(item => item !== undefined);
  if (!isObject(value)) return value;
  const [name, argument] = functionOf(value) ?? [];
  if (name === 'Condition' && !(String(argument) in scope.template.Conditions)) return value;
  if (name) {
    const run = FUNCTIONS[name];
    if (!run) throw templateError(`the emulator does not support the function ${name}`);
    return run(argument as Json, scope);
  }
  return members(value, item => resolve(item, scope));
}

/** Like `resolve`, with `{{changeSet:KNOWN_AFTER_APPLY}}` for each outermost function whose value is not known yet. */
export function preview(value: Json, scope: Scope): Evaluated {
  if (functionOf(value)) {
    try {
      return resolve(value, scope);
    } catch (error) {
      if (error instanceof Unknown) return KNOWN_AFTER_APPLY;
      throw error;
    }
  }
  if (Array.isArray(value)) return value.map(item => preview(item, scope)).filter(item => item !== undefined);
  return isObject(value) ? members(value, item => preview(item, scope)) : value;
}

function members(value: JsonObject, evaluate: (item: Json) => Evaluated): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    const item = evaluate(value[key]);
    if (item !== undefined) result[key] = item;
  }
  return result;
}
