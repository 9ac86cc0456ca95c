/** The JSON form of a service's state: dates and bytes become objects with one key for their kind. */
export const DATE = '$date';
export const BYTES = '$bytes';
export const FILE = '$file';
/** Escapes an object that has the form of one of the others. */
const PLAIN = '$plain';
const MARKS: readonly string[] = [DATE, BYTES, FILE, PLAIN];

/** Up to this length bytes are written into the JSON. */
const SHORT = 256;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Storage for longer bytes. */
export interface Bodies {
  put(bytes: Uint8Array): string;
  get(name: string): Buffer;
}

export function encode(value: unknown, bodies: Pick<Bodies, 'put'>): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value as Json;
  if (value instanceof Date) return { [DATE]: value.toISOString() };
  if (value instanceof Uint8Array) return value.length <= SHORT ? { [BYTES]: Buffer.from(value).toString('base64') } : { [FILE]: bodies.put(value) };
  if (Array.isArray(value)) return value.map(item => encode(item ?? null, bodies));
  if (typeof value !== 'object') throw new Error(`a ${typeof value} cannot be written`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const result = Object.fromEntries(members.map(([key, member]) => [key, encode(member, bodies)]));
  return marked(result) ? { [PLAIN]: result } : result;
}

export function decode(value: Json, bodies: Pick<Bodies, 'get'>): any {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(item => decode(item, bodies));
  const found = value as { readonly [key: string]: Json };
  switch (marked(found)) {
    case DATE: return new Date(String(found[DATE]));
    case BYTES: return Buffer.from(String(found[BYTES]), 'base64');
    case FILE: return bodies.get(String(found[FILE]));
    case PLAIN: return members(found[PLAIN] as typeof found, bodies);
    default: return members(found, bodies);
  }
}

const members = (value: { readonly [key: string]: Json }, bodies: Pick<Bodies, 'get'>) =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decode(member, bodies)]));

function marked(value: object): string | undefined {
  const keys = Object.keys(value);
  return keys.length === 1 && MARKS.includes(keys[0]) ? keys[0] : undefined;
}
