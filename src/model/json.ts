/** JSON with sorted members: equal values give equal text, independent of the order of their members. */
export function canonicalJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, member) => isObject(member) ? sorted(member) : member, indent);
}

/** Parses what others wrote; undefined if it is malformed. */
export function parseJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Order by code unit: the same on every machine, unlike `localeCompare`. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => byText(a, b)));
}
