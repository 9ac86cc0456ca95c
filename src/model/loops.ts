import { isObject } from './json';
import type { TemplateReader } from './template-reader';

/** CloudFormation permits no more resources. */
const MOST_ITERATIONS = 500;

/**
 * Expands the loops (`Fn::ForEach`) in a part of a template. Throws if what they loop over is only known at the deployment.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function expandLoops(part: unknown, read: TemplateReader['read'], budget = { left: MOST_ITERATIONS }): any {
  if (Array.isArray(part)) return part.map(item => expandLoops(item, read, budget));
  if (!isObject(part)) return part;
  return Object.fromEntries(Object.entries(part).flatMap(([key, value]) => {
    if (!key.startsWith('Fn::ForEach::')) return [[key, expandLoops(value, read, budget)]];
    const [variable, collection, body] = value as [string, unknown, unknown];
    const items = read(collection);
    return [items].flat().flatMap(item => {
      const text = read(item);
      if (typeof text !== 'string' || --budget.left < 0) throw new Error(`${key} cannot be expanded: its collection is too large, or known only when it is deployed`);
      return Object.entries(expandLoops(substitute(body, variable, text), read, budget));
    });
  }));
}

function substitute(body: unknown, variable: string, text: string): unknown {
  const inText = (found: string) => found.replaceAll(`\${${variable}}`, () => text).replaceAll(`&{${variable}}`, () => text.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof body === 'string') return inText(body);
  if (Array.isArray(body)) return body.map(item => substitute(item, variable, text));
  if (!isObject(body)) return body;
  const [name, argument] = Object.entries(body)[0] ?? [];
  if (name === 'Ref' && argument === variable) return text;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [inText(key), substitute(value, variable, text)]));
}
