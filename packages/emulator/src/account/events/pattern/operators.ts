import { BlockList, isIP } from 'net';
import { invalid } from './invalid';
import { wildcard } from './wildcard';

/** Whether a value of an event satisfies an operator. */
export type Test = (value: unknown) => boolean;

/** The values that a pattern allows for a field; `absent` if the event must not have it. */
export type Condition = Test | 'absent';

const onText = (test: (value: string) => boolean): Test => value => typeof value === 'string' && test(value);

const ignoringCase = (wanted: string) => onText(value => value.toLowerCase() === wanted.toLowerCase());

function text(operator: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalid(`${operator} match pattern must be a string, got ${JSON.stringify(value)}`);
}

/** A prefix or suffix may ignore case. */
function affix(operator: string, value: any, test: (value: string, affix: string) => boolean): Test {
  if (value && typeof value === 'object' && Object.keys(value).join() === 'equals-ignore-case') {
    const wanted = text(`${operator} equals-ignore-case`, value['equals-ignore-case']).toLowerCase();
    return onText(each => test(each.toLowerCase(), wanted));
  }
  const wanted = text(operator, value);
  return onText(each => test(each, wanted));
}

const prefix = (value: unknown) => affix('prefix', value, (each, wanted) => each.startsWith(wanted));
const suffix = (value: unknown) => affix('suffix', value, (each, wanted) => each.endsWith(wanted));

function wildcardTest(value: unknown): Test {
  const expression = wildcard(text('wildcard', value));
  return onText(each => expression.test(each));
}

function cidr(value: unknown): Test {
  const [address, bits, ...rest] = text('cidr', value).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const most = family === 'ipv6' ? 128 : 32;
  if (!isIP(address) || rest.length || !/^\d+$/.test(bits ?? '') || Number(bits) > most) {
    throw invalid(`Malformed CIDR, expected an address, a slash and at most ${most} bits, got ${String(value)}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family);
  return onText(each => isIP(each) !== 0 && block.check(each, isIP(each) === 6 ? 'ipv6' : 'ipv4'));
}

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b, '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
};

function numeric(value: unknown): Test {
  if (!Array.isArray(value) || value.length === 0 || value.length > 4 || value.length % 2) {
    throw invalid(`Value of numeric must be an array of one or two operators, each with a number, got ${JSON.stringify(value)}`);
  }
  const tests: ((each: number) => boolean)[] = [];
  for (let i = 0; i < value.length; i += 2) {
    const [operator, operand] = value.slice(i, i + 2);
    if (!Object.hasOwn(COMPARISONS, operator)) throw invalid(`Unrecognized numeric range operator: ${JSON.stringify(operator)}`);
    if (typeof operand !== 'number') throw invalid(`Value of ${operator} must be numeric, got ${JSON.stringify(operand)}`);
    tests.push(each => COMPARISONS[operator](each, operand));
  }
  if (tests.length === 2 && !(/^>/.test(value[0]) && /^</.test(value[2]))) throw invalid(`Bad numeric range: ${JSON.stringify(value)}`);
  return each => typeof each === 'number' && tests.every(test => test(each));
}

const EXCLUDABLE: Record<string, (value: unknown) => Test> = {
  'prefix': prefix,
  'suffix': suffix,
  'wildcard': wildcardTest,
  'equals-ignore-case': value => ignoringCase(text('equals-ignore-case', value)),
};

function anythingBut(value: any): Test {
  if (value && typeof value === 'object' && !Array.isArray(value)) {
    const [operator, ...more] = Object.keys(value);
    if (more.length || !Object.hasOwn(EXCLUDABLE, operator)) throw invalid(`Unsupported anything-but pattern: ${JSON.stringify(value)}`);
    const operands: unknown[] = Array.isArray(value[operator]) ? value[operator] : [value[operator]];
    if (!operands.length) throw invalid(`anything-but ${operator} must not be empty`);
    if (operands.some(each => typeof each !== 'string' || (operator !== 'equals-ignore-case' && operator !== 'wildcard' && each === ''))) {
      throw invalid(`anything-but ${operator} must be text that is not empty, got ${JSON.stringify(value[operator])}`);
    }
    const tests = operands.map(EXCLUDABLE[operator]);
    return each => !tests.some(test => test(each));
  }
  const excluded: unknown[] = Array.isArray(value) ? value : [value];
  const kinds = new Set(excluded.map(each => typeof each));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw invalid(`Inside anything-but list, either all values are string or number, got ${JSON.stringify(value)}`);
  }
  return each => !excluded.includes(each);
}

const OPERATORS: Record<string, (value: unknown) => Condition> = {
  ...EXCLUDABLE,
  'anything-but': anythingBut,
  cidr,
  numeric,
  'exists': value => {
    if (typeof value !== 'boolean') throw invalid(`exists must be true or false, got ${JSON.stringify(value)}`);
    return value ? () => true : 'absent';
  },
};

export const isOperator = (name: string) => Object.hasOwn(OPERATORS, name);

/** One alternative of a field: a value, or an operator. */
export function condition(alternative: unknown): Condition {
  if (Array.isArray(alternative)) throw invalid(`Match value must be String, number, true, false, or null, got ${JSON.stringify(alternative)}`);
  if (alternative === null || typeof alternative !== 'object') return each => each === alternative;
  const [[operator, operand] = [], ...more] = Object.entries(alternative);
  if (operator === undefined || more.length) throw invalid(`Only one key allowed in match expression, got ${JSON.stringify(alternative)}`);
  if (!isOperator(operator)) throw invalid(`Unrecognized match type ${operator}`);
  return OPERATORS[operator](operand);
}
