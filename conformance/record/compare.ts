import type { Fixture } from './fixture';
import type { Recording } from './recorder';

const COMPARED = ['executions', 'stacks', 'answers'] as const;
const MOST = 8;

/** Where a recording differs from a fixture, at most some places. */
export function differencesFrom(fixture: Fixture, recording: Recording): string[] {
  const found = COMPARED.flatMap(key => differencesAt(key, fixture[key], recording[key]));
  return found.length > MOST ? [...found.slice(0, MOST), `and ${found.length - MOST} more`] : found;
}

function differencesAt(path: string, expected: unknown, found: unknown): string[] {
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) return expected.flatMap((item, index) => differencesAt(`${path}[${index}]`, item, found[index]));
  if (isObject(expected) && isObject(found)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort().flatMap(key => differencesAt(`${path}.${key}`, expected[key], found[key]));
  }
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [`${path}: found ${shown(found)}, expected ${shown(expected)} (fixture)`];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
