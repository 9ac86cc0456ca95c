import { isObject, toText, type Json, type JsonObject } from '../../json';
import { functionOf } from '../expressions';
import type { Knowledge } from './knowledge';
import { partial } from './partial';
import { layoutError, TransformError } from './transform-error';

const LOOP = 'Fn::ForEach::';
const DEEPEST = 5;
const UNRESOLVED = 'Could not find a collection or could not be resolved for Fn::ForEach';

/** The current items of the enclosing loops, by identifier. */
type Items = Readonly<Record<string, string>>;

/** Expands all loops in a value. */
export function expand(value: Json, knowledge: Knowledge, items: Items = {}): Json {
  if (Array.isArray(value)) return value.map(item => expand(item, knowledge, items));
  if (!isObject(value)) return value;
  const [name, argument] = functionOf(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string' && argument in items) return items[argument];
  if (name === 'Fn::Sub') return { 'Fn::Sub': expandSub(argument as Json, knowledge, items) };
  const expanded: JsonObject = {};
  const add = (key: string, member: Json, inner: Items) => {
    if (key in expanded) throw new TransformError(`Duplicate key ${key}: every iteration of Fn::ForEach must give keys of its own`);
    expanded[key] = expand(member, knowledge, inner);
  };
  for (const [key, member] of Object.entries(value)) {
    if (key.startsWith(LOOP)) iterate(member, items, knowledge, add);
    else add(key, member, items);
  }
  return expanded;
}

function iterate(loop: Json, items: Items, knowledge: Knowledge, visit: (key: string, body: Json, items: Items) => void): void {
  if (!Array.isArray(loop) || loop.length !== 3) throw layoutError('Fn::ForEach');
  const [identifier, collection, fragment] = loop;
  if (typeof identifier !== 'string' || !identifier || !isObject(fragment)) throw layoutError('Fn::ForEach');
  if (identifier in items || knowledge.parameter(identifier) !== undefined) throw layoutError('Fn::ForEach');
  if (Object.keys(items).length >= DEEPEST) throw new TransformError(`Fn::ForEach can be nested in ${DEEPEST} levels at most`);
  for (const item of collectionOf(collection, items, knowledge)) {
    const inner = { ...items, [identifier]: item };
    for (const [key, body] of Object.entries(fragment)) {
      if (key.startsWith(LOOP)) iterate(body, inner, knowledge, visit);
      else visit(substitute(key, inner), body, inner);
    }
  }
}

function collectionOf(collection: Json, items: Items, knowledge: Knowledge): string[] {
  const resolved = partial(expand(collection, knowledge, items), knowledge);
  if (isObject(resolved)) throw new TransformError(UNRESOLVED);
  if (!Array.isArray(resolved)) throw layoutError('Fn::ForEach');
  if (resolved.some(item => functionOf(item))) throw new TransformError(UNRESOLVED);
  if (resolved.some(item => item === null || typeof item === 'object')) throw layoutError('Fn::ForEach');
  return resolved.map(toText);
}

/** `&{Identifier}` drops characters that logical names cannot have. */
const substitute = (text: string, items: Items) => text
  .replace(/\$\{([^}]*)\}/g, (whole, name: string) => items[name] ?? whole)
  .replace(/&\{([^}]*)\}/g, (whole, name: string) => items[name]?.replace(/[^a-zA-Z0-9]/g, '') ?? whole);

/** In values, only `Ref` and variables of `Fn::Sub` are replaced with the item. */
function expandSub(argument: Json, knowledge: Knowledge, items: Items): Json {
  const variables = (text: Json) => typeof text === 'string' ? text.replace(/\$\{([^!}][^}]*)\}/g, (whole, name: string) => items[name.trim()] ?? whole) : text;
  if (!Array.isArray(argument)) return variables(argument);
  const [text, given] = argument;
  return [variables(text), expand(given, knowledge, items)];
}
