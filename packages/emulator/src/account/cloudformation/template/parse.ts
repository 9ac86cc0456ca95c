import { isPair, isScalar, parseDocument, visit } from 'yaml';
import { CLOUDFORMATION } from './yaml';
import { formatError, ValidationError } from '../errors';
import { isObject, type JsonObject } from '../json';

/** Parses a template, JSON or YAML, including the short forms of intrinsic functions. */
export function parseTemplate(body: string): JsonObject {
  const parsed = body.trimStart().startsWith('{') ? json(body) : yaml(body);
  if (!isObject(parsed)) throw formatError('unsupported structure.');
  return parsed;
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw formatError(`JSON not well-formed. ${position(body)}`);
  }
}

/** The position of the first JSON error. Error messages do not always contain it, but a valid prefix fails only at its end. */
function position(body: string): string {
  let good = 0;
  for (let bad = body.length; bad - good > 1;) {
    const middle = Math.floor((good + bad) / 2);
    if (isWrong(body.slice(0, middle))) bad = middle;
    else good = middle;
  }
  const before = body.slice(0, good).split('\n');
  return `(line ${before.length}, column ${before[before.length - 1].length + 2})`;
}

function isWrong(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return false;
  } catch (error) {
    const { message } = error as Error;
    if (/Unexpected end|Unterminated/.test(message)) return false;
    const at = /position (\d+)/.exec(message)?.[1];
    return at === undefined || Number(at) < beginning.length;
  }
}

function yaml(body: string): unknown {
  try {
    const document = parseDocument(body, CLOUDFORMATION);
    if (document.errors.length) throw document.errors[0];
    checkKeys(document);
    return document.toJS();
  } catch (error) {
    if (error instanceof ValidationError) throw error;
    throw formatError('YAML not well-formed.');
  }
}

/** YAML allows numbers as keys; CloudFormation does not. */
function checkKeys(document: ReturnType<typeof parseDocument>): void {
  visit(document, {
    Pair(_, { key }, ancestors) {
      if (!isScalar(key) || typeof key.value !== 'number') return;
      const path = ancestors.flatMap(node => isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []);
      throw formatError(`[/${path.join('/')}] map keys must be strings; received numeric [${key.source ?? key.value}] instead`);
    },
  });
}
