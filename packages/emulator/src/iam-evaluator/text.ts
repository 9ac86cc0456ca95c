import type { ContextKeys } from './context';

/** A part of a text in a policy. */
type Token = { readonly text: string } | { readonly wildcard: '*' | '?' } | { readonly key: string; readonly fallback?: string };

const TOKEN = /\$\{([^}]*)\}|[*?]/g;
const VARIABLE = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/;
const tokens = new Map<string, readonly Token[]>();
const patterns = new Map<string, RegExp>();

/**
 * A text of a policy without its variables; undefined if one of them has no value: then it equals nothing.
 * Without a context, variables stand for themselves, as in policies of version 2008-10-17:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html}.
 */
export function textOf(text: string, context: ContextKeys | undefined): string | undefined {
  if (!context || !text.includes('${')) return text;
  let result = '';
  for (const token of tokensOf(text)) {
    const part = 'wildcard' in token ? token.wildcard : 'text' in token ? token.text : context.valueOf(token.key) ?? token.fallback;
    if (part === undefined) return undefined;
    result += part;
  }
  return result;
}

/** Whether a text matches a pattern of a policy. Wildcards in the values of variables are characters like any other. */
export function matches(pattern: string, text: string, context: ContextKeys | undefined): boolean {
  if (!/[*?]|\$\{/.test(pattern)) return pattern === text;
  if (!context || !pattern.includes('${')) return (patterns.get(pattern) ?? remember(pattern)).test(text);
  let source = '';
  for (const token of tokensOf(pattern)) {
    const value = 'wildcard' in token ? undefined : 'text' in token ? token.text : context.valueOf(token.key) ?? token.fallback;
    if (!('wildcard' in token) && value === undefined) return false;
    source += 'wildcard' in token ? wildcard(token.wildcard) : escape(value!);
  }
  return new RegExp(`^${source}$`, 's').test(text);
}

function tokensOf(text: string): readonly Token[] {
  const known = tokens.get(text);
  if (known) return known;
  const found: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    found.push(match[1] === undefined ? { wildcard: match[0] as '*' | '?' } : variable(match[1]));
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  tokens.set(text, found);
  return found;
}

function variable(inside: string): Token {
  if (inside === '*' || inside === '?' || inside === '$') return { text: inside };
  const [, key, fallback] = VARIABLE.exec(inside) ?? [undefined, inside];
  return { key: key, fallback };
}

function remember(pattern: string): RegExp {
  const source = pattern.split(/([*?])/).map(part => part === '*' || part === '?' ? wildcard(part) : escape(part)).join('');
  const made = new RegExp(`^${source}$`, 's');
  patterns.set(pattern, made);
  return made;
}

const wildcard = (character: '*' | '?') => character === '*' ? '.*' : '.';
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
