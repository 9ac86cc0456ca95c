import { invalid } from './invalid';
import { Condition, condition, isOperator } from './operators';

/** A field with its allowed values. */
export interface Field {
  readonly path: string;
  readonly conditions: readonly Condition[];
}

/** A pattern as alternatives, each a list of conditions that must all match. */
export type Pattern = readonly (readonly Field[])[];

const MOST_ALTERNATIVES = 1000;

/** Parses an event pattern. Throws if it is invalid, with the reason. */
export function parsePattern(text: string): Pattern {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw invalid(`Filter is not an object, got ${JSON.stringify(value)}`);
  return alternatives(value, '');
}

function alternatives(object: Record<string, unknown>, parent: string): Field[][] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw invalid('Empty objects are not allowed');
  let result: Field[][] = [[]];
  for (const [name, value] of entries) {
    const choices = isOr(name, value) ? value.flatMap(each => alternatives(each, parent)) : field(parent ? `${parent}.${name}` : name, value);
    result = result.flatMap(left => choices.map(right => [...left, ...right]));
    if (result.length > MOST_ALTERNATIVES) throw invalid(`Pattern exceeds ${MOST_ALTERNATIVES} combinations of $or`);
  }
  return result;
}

function field(path: string, value: unknown): Field[][] {
  if (isObject(value)) return alternatives(value, path);
  if (!Array.isArray(value)) throw invalid(`"${path}" must be an object or an array`);
  if (value.length === 0) throw invalid('Empty arrays are not allowed');
  return [[{ path, conditions: value.map(condition) }]];
}

/** `$or` is a field like any other, unless it holds at least two objects that are not operators. */
function isOr(name: string, value: unknown): value is Record<string, unknown>[] {
  return name === '$or' && Array.isArray(value) && value.length > 1 && value.every(each => isObject(each) && !Object.keys(each).some(isOperator));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
