/** What is different in each run, and is replaced by a name. */
export interface Particulars {
  readonly solution: string;
  readonly accountId: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly folder?: string;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Replaces account ids, random parts and times in a text, so that recordings of different runs and accounts can be compared. */
export function normalizer({ solution, accountId, region, endpoint, folder }: Particulars): (text: string) => string {
  const replacements: readonly (readonly [RegExp, string])[] = [
    ...folder ? [[new RegExp(escaped(folder), 'g'), '<folder>'] as const] : [],
    ...endpoint ? [[new RegExp(escaped(endpoint), 'g'), '<endpoint>'] as const] : [],
    // Physical ids: <stack>-<logical id>-<random>, before the solution's name is replaced in them.
    [/\b([A-Za-z][A-Za-z0-9-]*)-(?=[A-Z0-9]*\d)[A-Z0-9]{12,13}\b/g, '$1-<random>'],
    [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
    [/\b[0-9a-f]{64}\b/g, '<digest>'],
    [/\b[0-9a-f]{40}\b/g, '<commit>'],
    [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
    [new RegExp(`\\b${escaped(accountId)}\\b`, 'g'), '<account>'],
    [new RegExp(escaped(solution), 'g'), '<solution>'],
    [new RegExp(`\\b${escaped(region)}\\b`, 'g'), '<region>'],
    [/\bin \d+(\.\d+)? (m?s|seconds)\b/g, 'in <duration>'],
  ];
  return text => replacements.reduce((result, [pattern, name]) => result.replace(pattern, name), text);
}

/** Normalizes all texts of a value, keys included. */
export function normalizeAll(value: unknown, normalize: (text: string) => string): unknown {
  if (typeof value === 'string') return normalize(value);
  if (Array.isArray(value)) return value.map(item => normalizeAll(item, normalize));
  if (value instanceof Date) return '<time>';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [normalize(key), normalizeAll(item, normalize)]));
}
