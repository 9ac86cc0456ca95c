export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equality in CloudFormation: key order is irrelevant, and a number or boolean equals its text. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (isObject(a)) {
    if (!isObject(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every(key => key in b && same(a[key], b[key]));
  }
  return isScalar(a) && isScalar(b) && String(a) === String(b);
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** A value as text, as CloudFormation converts it. */
export const toText = (value: unknown) => typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
