import type { ContextKeys } from './context';
import { matches, textOf } from './text';

/** Parts of an ARN before the resource. */
const LEADING = 5;

/** The parts of an ARN, or of a pattern of one: what stands between its colons, the rest in the last part. */
export function partsOf(arn: string): readonly string[] {
  const parts: string[] = [];
  let rest = arn;
  while (parts.length < LEADING) {
    const at = colonIn(rest);
    if (at < 0) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, rest];
}

/** The place of the first colon that is not inside of a variable. */
function colonIn(text: string): number {
  let isVariable = false;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('${', at)) isVariable = true;
    else if (text[at] === '}') isVariable = false;
    else if (text[at] === ':' && !isVariable) return at;
  }
  return -1;
}

export const accountOf = (arn: string): string | undefined => arn.startsWith('arn:') ? partsOf(arn)[4] || undefined : undefined;

/** Whether an ARN matches a pattern: part by part, so that a wildcard does not reach across the colons of an ARN. */
export function arnMatches(pattern: string, arn: string, context: ContextKeys | undefined): boolean {
  const expected = partsOf(pattern);
  const actual = partsOf(arn);
  return expected.length === LEADING + 1 && actual.length === LEADING + 1 && expected.every((part, at) => matches(part, actual[at], context));
}

/**
 * Whether a resource matches one that a policy names. Variables are replaced after the fifth colon only, and parts that are
 * missing at the end match everything; undefined if a variable without a value decides:
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html}.
 */
export function resourceMatches(pattern: string, resource: string, context: ContextKeys | undefined): boolean | undefined {
  if (pattern === '*') return true;
  if (!pattern.startsWith('arn:') || !resource.startsWith('arn:')) return matches(pattern, resource, context);
  const expected = partsOf(pattern);
  const actual = partsOf(resource);
  if (!expected.slice(0, LEADING).every((part, at) => matches(part, actual[at] ?? '', undefined))) return false;
  const [last, of] = [expected[LEADING], actual[LEADING]];
  if (last === undefined || of === undefined) return last === undefined;
  return textOf(last, context) === undefined ? undefined : matches(last, of, context);
}
