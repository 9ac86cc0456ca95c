import { isObject, type Json, type JsonObject } from '../json';

/** Name and argument of an intrinsic function; undefined for other values. */
export function functionOf(value: unknown): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length !== 1) return undefined;
  const [name] = keys;
  if (name !== 'Ref' && !name.startsWith('Fn::') && !(name === 'Condition' && typeof value[name] === 'string')) return undefined;
  return [name, value[name]];
}

export interface Reference {
  readonly kind: 'Ref' | 'GetAtt';
  readonly id: string;
  /** Absent if the attribute name is computed. */
  readonly attribute?: string;
}

const VARIABLE = /\$\{([^!}][^}]*)\}/g;

/** The names between `${` and `}`, without literals (`${!name}`). */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(match => match[1].trim());
}

/** The references in an expression. `isTrue` selects branches of `Fn::If`; without it, all branches count. */
export function referencesOf(value: Json | undefined, isTrue?: (condition: string) => boolean): Reference[] {
  const found: Reference[] = [];
  collect(value, isTrue, found);
  return found;
}

function collect(value: Json | undefined, isTrue: ((condition: string) => boolean) | undefined, found: Reference[]): void {
  if (Array.isArray(value)) return value.forEach(item => collect(item, isTrue, found));
  if (!isObject(value)) return;
  const [name, argument] = functionOf(value) ?? [];
  switch (name) {
    case 'Ref':
      if (typeof argument === 'string') found.push({ kind: 'Ref', id: argument });
      return;
    case 'Fn::GetAtt':
      found.push(...attributeReference(argument as Json));
      return collect(Array.isArray(argument) ? argument.slice(1) : [], isTrue, found);
    case 'Fn::Sub':
      return collectSub(argument as Json, isTrue, found);
    case 'Fn::If':
      if (isTrue && Array.isArray(argument) && typeof argument[0] === 'string') {
        return collect(argument[isTrue(argument[0]) ? 1 : 2], isTrue, found);
      }
      return collect(argument, isTrue, found);
    case 'Condition':
      return;
    default:
      return Object.values(value).forEach(item => collect(item, isTrue, found));
  }
}

function attributeReference(argument: Json): Reference[] {
  const [id, attribute] = Array.isArray(argument) ? argument : typeof argument === 'string' ? splitAttribute(argument) : [];
  return typeof id === 'string' ? [{ kind: 'GetAtt', id, attribute: typeof attribute === 'string' ? attribute : undefined }] : [];
}

export function splitAttribute(text: string): [id: string, attribute: string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function collectSub(argument: Json, isTrue: ((condition: string) => boolean) | undefined, found: Reference[]): void {
  const [text, given] = (Array.isArray(argument) ? argument : [argument, {}]) as [Json, JsonObject];
  if (typeof text !== 'string') return;
  for (const name of variablesOf(text)) {
    if (isObject(given) && name in given) continue;
    if (!name.includes('.')) found.push({ kind: 'Ref', id: name });
    else found.push(...attributeReference(name));
  }
  collect(isObject(given) ? Object.values(given) : [], isTrue, found);
}

/** Calls `visit` for every intrinsic function, outermost first. */
export function eachFunction(value: Json | undefined, visit: (name: string, argument: Json) => void): void {
  if (Array.isArray(value)) return value.forEach(item => eachFunction(item, visit));
  if (!isObject(value)) return;
  const found = functionOf(value);
  if (found) visit(...found);
  Object.values(value).forEach(item => eachFunction(item, visit));
}

export const isPseudoParameter = (name: string) => name.startsWith('AWS::');
