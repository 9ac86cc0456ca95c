import { parse as parseYaml, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import { formatError } from '../errors';
import { isObject, type JsonObject } from '../json';

const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'ForEach', 'GetAZs', 'GetAtt', 'If',
  'ImportValue', 'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll',
];

/** `!GetAtt a.b.c` splits at the first dot: attributes may contain dots, logical ids may not. */
function attribute(text: string): string | string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function tagsOf(short: string, long: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${short}`;
  const wrap = (value: unknown) => ({ [long]: value });
  return [
    { tag, resolve: text => wrap(long === 'Fn::GetAtt' ? attribute(text) : text) },
    { tag, collection: 'seq', resolve: node => wrap((node as YAMLSeq).toJSON()) },
    { tag, collection: 'map', resolve: node => wrap((node as YAMLMap).toJSON()) },
  ];
}

const customTags = [
  ...tagsOf('Ref', 'Ref'),
  ...tagsOf('Condition', 'Condition'),
  ...FUNCTIONS.flatMap(name => tagsOf(name, `Fn::${name}`)),
];

/** Reads a template's text, JSON or YAML, with the short forms of the intrinsic functions. */
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

/** Where the text stops to be JSON. Error messages do not always tell, but a beginning that is right fails only at its end. */
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
    return parseYaml(body, { customTags, merge: true, logLevel: 'error', schema: 'core' });
  } catch {
    throw formatError('YAML not well-formed.');
  }
}
