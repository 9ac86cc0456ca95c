import { isObject } from '../../model/json';
import type { Path } from '../../yaml/template-text';

/** Calls `visit` for every intrinsic function in a value, outer ones first, and replaces the function by what that returns, unless it is undefined. */
export function replaceFunctions(value: unknown, path: Path, visit: (name: string, argument: unknown, path: Path) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => replaceFunctions(item, [...path, index], visit));
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0] === 'Condition' || keys[0].startsWith('Fn::'))) {
    const replacement = visit(keys[0], value[keys[0]], [...path, keys[0]]);
    if (replacement !== undefined) return replacement;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceFunctions(member, [...path, key], visit)]));
}

/** The names between `${` and `}` in a text of `Fn::Sub`, without literals (`${!name}`). */
export const variablesOf = (text: string) => [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(match => match[1].trim());

/** The text that a value results in, if that is known before the deployment: literals, joined or with known values substituted. */
export function constantText(value: unknown, known: Readonly<Record<string, string>>): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const [[name, argument]] = Object.entries(value);
  if (name === 'Ref') return known[String(argument)];
  if (name === 'Fn::Sub') return substituted(argument, known);
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    const parts = argument[1].map(part => constantText(part, known));
    return parts.every(part => part !== undefined) ? parts.join(String(argument[0])) : undefined;
  }
  return undefined;
}

function substituted(argument: unknown, known: Readonly<Record<string, string>>): string | undefined {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string') return undefined;
  const valueOf = (name: string) => isObject(given) && name in given ? constantText(given[name], known) : known[name];
  const values = new Map(variablesOf(text).map(name => [name, valueOf(name)] as const));
  if ([...values.values()].includes(undefined)) return undefined;
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => name.startsWith('!') ? `\${${name.slice(1)}}` : values.get(name.trim())!);
}

/** The first characters of the text that a value results in, as far as they are known before the deployment. */
export function knownStart(value: unknown, known: Readonly<Record<string, string>>): string {
  const whole = constantText(value, known);
  if (whole !== undefined) return whole;
  if (!isObject(value) || Object.keys(value).length !== 1) return '';
  const [[name, argument]] = Object.entries(value);
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) return joinedStart(argument[1], String(argument[0]), known);
  if (name !== 'Fn::Sub') return '';
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  const parts = String(text).split(/(\$\{[^!}][^}]*\})/).map(part => {
    const variable = /^\$\{([^!}][^}]*)\}$/.exec(part)?.[1].trim();
    if (variable === undefined) return part;
    return isObject(given) && variable in given ? given[variable] : { Ref: variable };
  });
  return joinedStart(parts, '', known);
}

function joinedStart(parts: readonly unknown[], separator: string, known: Readonly<Record<string, string>>): string {
  let start = '';
  for (const [index, part] of parts.entries()) {
    const text = constantText(part, known);
    start += `${index ? separator : ''}${text ?? knownStart(part, known)}`;
    if (text === undefined) break;
  }
  return start;
}
