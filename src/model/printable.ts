/** What a reader does not see as it is: control characters (C0, C1), format characters such as bidirectional overrides, surrogates, and line separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const UNPRINTABLES = new RegExp(UNPRINTABLE, 'gu');

export const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text);

/** Text for a terminal, a mail or a file: line breaks and tabs stay, other unprintable characters become `\uXXXX`, as JSON writes them. */
export const escapeUnprintable = (text: string): string => text.replace(UNPRINTABLES, found => '\n\t'.includes(found) ? found : escape(found));

/** Text of others within a sentence of ours: on one line, without unprintable characters, and cut at `limit` characters. */
export function quoteLine(text: string, limit: number): string {
  const line = text.replace(UNPRINTABLES, found => found === '\n' ? ' / ' : escape(found));
  return line.length > limit ? `${line.slice(0, limit - 3)}...` : line;
}

const escape = (found: string) => Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');

/** The members of JSON whose names or values are not printable, as paths such as `parameters.Level`. */
export function unprintableMembers(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return isPrintable(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = Array.isArray(value) ? `${path}[${name}]` : [path, name].filter(Boolean).join('.');
    return isPrintable(name) ? unprintableMembers(member, at) : [at];
  });
}
