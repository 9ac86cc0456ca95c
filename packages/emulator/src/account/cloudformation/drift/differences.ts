import { isObject, same, toText, type Json, type JsonObject } from '../json';

/** The SDK's `PropertyDifference`. */
export interface Difference {
  readonly PropertyPath: string;
  readonly ExpectedValue: string;
  readonly ActualValue: string;
  readonly DifferenceType: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
}

export interface Comparison {
  /** The live value, reduced to what is compared. */
  readonly actual: Json | undefined;
  readonly differences: readonly Difference[];
}

/** Members that identify an item of a list. */
const IDENTITY = ['Id', 'Key', 'Name', 'PolicyName', 'Sid'];
/** "CloudFormation does not perform drift detection on the KMSKeyId property of any resources" (user guide). */
const KEY_ID = /^kms(master)?key(id|arn)?$/i;
/** Free-form maps: a member that is not expected counts as added. */
const MAPS = ['Variables'];

/** Compares a live value with the expected one; only what the template sets explicitly counts. */
export function compare(expected: Json, actual: Json | undefined, path: string, isMap = false): Comparison {
  if (actual === undefined) return { actual, differences: [{ PropertyPath: path, ExpectedValue: toText(expected), ActualValue: 'null', DifferenceType: 'REMOVE' }] };
  const found = inFormOf(expected, actual);
  if (Array.isArray(expected) && Array.isArray(found)) return compareLists(expected, found, path);
  if (isObject(expected) && isObject(found)) return compareObjects(expected, found, path, isMap);
  if (same(expected, found)) return { actual: expected, differences: [] };
  return { actual: found, differences: [{ PropertyPath: path, ExpectedValue: toText(expected), ActualValue: toText(found), DifferenceType: 'NOT_EQUAL' }] };
}

/** Services return documents as text; templates may hold them as text or as objects. */
function inFormOf(expected: Json, actual: Json): Json {
  if (typeof expected === typeof actual) return actual;
  try {
    if (typeof expected === 'object' && typeof actual === 'string') return JSON.parse(actual);
    if (typeof expected === 'string' && isObject(actual)) return same(JSON.parse(expected), actual) ? expected : JSON.stringify(actual);
  } catch { /* compared as they are */ }
  return actual;
}

function compareObjects(expected: JsonObject, actual: JsonObject, path: string, isMap: boolean): Comparison {
  const shown: JsonObject = {};
  const differences: Difference[] = [];
  for (const [key, value] of Object.entries(expected)) {
    if (KEY_ID.test(key)) continue;
    const compared = compare(value, actual[key], `${path}/${key}`, MAPS.includes(key));
    if (compared.actual !== undefined) shown[key] = compared.actual;
    differences.push(...compared.differences);
  }
  for (const [key, value] of isMap ? Object.entries(actual) : []) {
    if (key in expected) continue;
    shown[key] = value;
    differences.push(added(value, `${path}/${key}`));
  }
  return { actual: shown, differences };
}

const added = (value: Json, PropertyPath: string): Difference => ({ PropertyPath, ExpectedValue: 'null', ActualValue: toText(value), DifferenceType: 'ADD' });

/** Order is ignored: services return lists in their own order. */
function compareLists(expected: Json[], actual: Json[], path: string): Comparison {
  const left = new Set(actual.keys());
  const take = (fits: (item: Json) => boolean) => {
    const at = [...left].find(i => fits(actual[i]));
    if (at !== undefined) left.delete(at);
    return at === undefined ? undefined : actual[at];
  };
  const exact = expected.map(item => take(other => !compare(item, other, '').differences.length));
  const shown: Json[] = [];
  const differences: Difference[] = [];
  expected.forEach((item, i) => {
    const other = exact[i] ?? take(candidate => sameIdentity(item, candidate));
    const compared = compare(item, other, `${path}/${i}`);
    if (compared.actual !== undefined) shown.push(compared.actual);
    differences.push(...compared.differences);
  });
  for (const i of left) {
    differences.push(added(actual[i], `${path}/${shown.length}`));
    shown.push(actual[i]);
  }
  return { actual: shown, differences };
}

const sameIdentity = (a: Json, b: Json) => isObject(a) && isObject(b) && IDENTITY.some(key => a[key] !== undefined && same(a[key], b[key]));
