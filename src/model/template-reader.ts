import { randomUUID } from 'crypto';
import { isMet } from './conditions';
import { isObject } from './json';
import type { KnownValues } from './known-values';

/** A value that is known only when the template is deployed. */
export const UNREADABLE = Symbol('unreadable');

/** Encloses what stands for an attribute of a resource of the template: `AWS::IAM::Role.Arn`. No author can know it. */
const MARK = `|${randomUUID()}|`;
export const ownAttribute = (type: string, attribute: string) => `${MARK}${type}.${attribute}${MARK}`;
/** Whether a value is an attribute of a resource of the template, and nothing else. */
export const isOwnAttribute = (value: unknown) => typeof value === 'string' && value.startsWith(MARK) && value.indexOf(MARK, 1) === value.length - MARK.length;

/** Resolves what is not a literal value: a function at the top of a value, not those within. */
export interface TemplateReader {
  /** The value; undefined for `AWS::NoValue`. */
  read(value: unknown): unknown;
  /** Whether a condition is met; undefined if that is not known. */
  isMet(condition: unknown): boolean | undefined;
}

/** Custom resources and nested stacks return texts that their authors choose. */
const CHOSEN = /^(?!AWS::)|^AWS::CloudFormation::/;
/** Attributes that consist of what AWS chooses, or permits in names: no text in quotes fits into one of them. */
const HARMLESS = /(Arn|Id|Name|Ref)$/;

const FUNCTION = /^(Ref$|Fn::)/;
const MAY_BE_NOTHING = ['Ref', 'Fn::If'];

/** The function that a value is, with its argument. */
export function functionOf(value: unknown): [string, any] | undefined {
  const entries = isObject(value) ? Object.entries<any>(value) : [];
  return entries.length === 1 && FUNCTION.test(entries[0][0]) ? entries[0] : undefined;
}

/** Reads the values of a template, whose loops are expanded, as far as they are known before the deployment. */
export function templateReader({ Parameters = {}, Resources = {}, ...template }: any, valueOf: KnownValues): TemplateReader {
  const known = (condition: unknown) => {
    try {
      return isMet(template, valueOf, condition);
    } catch {
      return undefined;
    }
  };
  const attribute = (id: string, name: unknown) => {
    const type = Resources[id]?.Type;
    return typeof type === 'string' && typeof name === 'string' && !CHOSEN.test(type) && HARMLESS.test(name) ? ownAttribute(type, name) : UNREADABLE;
  };
  const ref = (name: string) => {
    if (name === 'AWS::NoValue') return undefined;
    if (Object.hasOwn(Resources, name)) return attribute(name, 'Ref');
    const value = valueOf(name) ?? UNREADABLE;
    return typeof value === 'string' && /List/.test(Parameters[name]?.Type) ? value.split(',').map(item => item.trim()) : value;
  };
  const join = (parts: readonly unknown[], separator: string) => {
    const texts = parts.map(read);
    return texts.every(text => ['string', 'number', 'boolean'].includes(typeof text)) ? texts.join(separator) : UNREADABLE;
  };
  const functions: Record<string, (argument: any) => unknown> = {
    'Ref': ref,
    'Fn::GetAtt': argument => {
      const [id, ...rest] = Array.isArray(argument) ? argument : String(argument).split('.');
      return attribute(id, read(rest.length > 1 ? rest.join('.') : rest[0]));
    },
    'Fn::If': ([condition, yes, no]) => {
      const met = known(condition);
      return met === undefined ? UNREADABLE : read(met ? yes : no);
    },
    'Fn::Sub': argument => {
      const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
      const parts = String(text).split(/\$\{([^}]*)\}/);
      return join(parts.map((part, index) => {
        if (index % 2 === 0) return part;
        if (part[0] === '!') return `\${${part.slice(1)}}`;
        return Object.hasOwn(variables, part) ? variables[part] : part.includes('.') ? { 'Fn::GetAtt': part } : { Ref: part };
      }), '');
    },
    'Fn::Join': ([separator, parts]) => {
      const list = read(parts);
      return Array.isArray(list) ? join(list, separator) : UNREADABLE;
    },
    'Fn::FindInMap': ([map, first, second]) => template.Mappings[read(map) as string][read(first) as string][read(second) as string],
    'Fn::Select': ([index, list]) => (read(list) as unknown[])[Number(read(index))],
    'Fn::Split': ([separator, text]) => (read(text) as string).split(separator),
    'Fn::ToJsonString': argument => argument,
  };
  function read(value: unknown): unknown {
    const [name, argument] = functionOf(value) ?? [];
    if (name === undefined) return literal(value);
    try {
      const found = functions[name](argument);
      if (found === undefined) return MAY_BE_NOTHING.includes(name) ? found : UNREADABLE;
      return functionOf(found) ? read(found) : literal(found);
    } catch {
      return UNREADABLE;
    }
  }
  return { read, isMet: known };
}

/** Dynamic references are resolved by CloudFormation. */
const literal = (value: unknown) => typeof value === 'string' && value.includes('{{resolve:') ? UNREADABLE : value;
