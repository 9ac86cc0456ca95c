/**
 * A text that both of two patterns match, or undefined if there is none. Patterns are those of policies: `*` stands for any characters,
 * `?` for one.
 */
export function commonText(left: string, right: string): string | undefined {
  const known = new Map<number, string | undefined>();
  const from = (i: number, j: number): string | undefined => {
    const key = i * (right.length + 1) + j;
    if (!known.has(key)) known.set(key, search(i, j));
    return known.get(key);
  };
  const search = (i: number, j: number): string | undefined => {
    const [a, b] = [left[i], right[j]];
    if (a === undefined && b === undefined) return '';
    if (a === '*' && b === '*') return prefixed('x', from(i + 1, j + 1)) ?? from(i + 1, j) ?? from(i, j + 1);
    if (a === '*') return from(i + 1, j) ?? (b === undefined ? undefined : prefixed(b === '?' ? 'x' : b, from(i, j + 1)));
    if (b === '*') return from(i, j + 1) ?? (a === undefined ? undefined : prefixed(a === '?' ? 'x' : a, from(i + 1, j)));
    if (a === undefined || b === undefined || a !== b && a !== '?' && b !== '?') return undefined;
    return prefixed(a === '?' ? (b === '?' ? 'x' : b) : a, from(i + 1, j + 1));
  };
  return from(0, 0);
}

const prefixed = (character: string, rest: string | undefined) => rest === undefined ? undefined : character + rest;

/** Parts of an ARN before the resource, which wildcards of policies do not reach across. */
const LEADING = 5;

/** The same for ARNs, and for `*`, which is all of them. */
export function commonResource(left: string, right: string): string | undefined {
  if (!left.startsWith('arn:') || !right.startsWith('arn:')) return commonText(left, right);
  const [a, b] = [partsOf(left), partsOf(right)];
  const common = a.map((part, at) => commonText(part, b[at]));
  return a.length === b.length && common.every(part => part !== undefined) ? common.join(':') : undefined;
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, LEADING), parts.slice(LEADING).join(':')];
}
