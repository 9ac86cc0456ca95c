import { Token } from './sql-tokens';

/** The inputs of a rule's expression in addition to the message. */
export interface Scope {
  readonly topic: string;
  readonly message: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly uuid: () => string;
}

/** A value of IoT SQL; `undefined` is its Undefined, which every comparison propagates. */
export type Expression = (scope: Scope) => unknown;

/** The remaining tokens. */
export class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[], readonly sql: string) {}

  get done(): boolean {
    return this.position === this.tokens.length;
  }

  /** Consumes the next token if it is this keyword or operator. */
  takes(text: string): boolean {
    const token = this.tokens[this.position];
    const found = token?.kind !== 'text' && token?.text.toUpperCase() === text;
    if (found) this.position++;
    return found;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.unknown(`expected ${text}`);
  }

  next(kind?: Token['kind']): Token {
    const token = this.tokens[this.position];
    if (!token || (kind && token.kind !== kind)) throw this.unknown(`expected a ${kind ?? 'value'}`);
    this.position++;
    return token;
  }

  unknown(why: string): Error {
    const found = this.tokens[this.position]?.text;
    return new Error(`the rule runner does not know this IoT SQL: ${why}, found ${found === undefined ? 'the end' : `"${found}"`}, in: ${this.sql}`);
  }
}

export function parseExpression(reader: Reader): Expression {
  let left = parseAnd(reader);
  while (reader.takes('OR')) {
    const [a, b] = [left, parseAnd(reader)];
    left = scope => a(scope) === true || b(scope) === true;
  }
  return left;
}

function parseAnd(reader: Reader): Expression {
  let left = parseComparison(reader);
  while (reader.takes('AND')) {
    const [a, b] = [left, parseComparison(reader)];
    left = scope => a(scope) === true && b(scope) === true;
  }
  return left;
}

const COMPARISONS: Readonly<Record<string, (a: never, b: never) => boolean>> = {
  '=': (a, b) => a === b, '<>': (a, b) => a !== b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b, '<': (a, b) => a < b, '>': (a, b) => a > b,
};

function parseComparison(reader: Reader): Expression {
  const left = parseValue(reader);
  const operator = Object.keys(COMPARISONS).find(each => reader.takes(each));
  if (!operator) return left;
  const right = parseValue(reader);
  return scope => {
    const [a, b] = comparable(left(scope), right(scope));
    if (a === undefined || b === undefined) return undefined;
    return COMPARISONS[operator](a as never, b as never);
  };
}

/** As in AWS IoT, a string that is compared with a number is converted to a number, or to Undefined. */
function comparable(a: unknown, b: unknown): [unknown, unknown] {
  const number = (text: unknown) => typeof text === 'string' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (typeof a === 'number' && typeof b === 'string') return [a, number(b)];
  if (typeof a === 'string' && typeof b === 'number') return [number(a), b];
  return [a, b];
}

function parseValue(reader: Reader): Expression {
  if (reader.takes('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (reader.takes('-')) {
    const value = Number(reader.next('number').text);
    return () => -value;
  }
  const { kind, text } = reader.next();
  if (kind === 'text') return () => text;
  if (kind === 'number') return () => Number(text);
  if (kind === 'sign') throw reader.unknown(`"${text}" begins no value`);
  if (/^(true|false)$/i.test(text)) return () => text.toLowerCase() === 'true';
  return reader.takes('(') ? parseCall(reader, text) : parsePath(reader, text);
}

function parsePath(reader: Reader, first: string): Expression {
  const path = [first];
  while (reader.takes('.')) path.push(reader.next('word').text);
  return ({ message }) => path.reduce<any>((value, key) => value?.[key], message);
}

const FUNCTIONS: Readonly<Record<string, (scope: Scope, ...values: any[]) => unknown>> = {
  topic: ({ topic }, level?: number) => level === undefined ? topic : topic.split('/')[level - 1],
  timestamp: ({ now }) => now,
  newuuid: ({ uuid }) => uuid(),
  parse_time: (_, format: string, time: number) => {
    const [date] = new Date(time).toISOString().split('T');
    if (format !== 'yyyy/MM/dd') throw new Error(`the rule runner does not know the format "${format}" of parse_time()`);
    return date.replaceAll('-', '/');
  },
};

function parseCall(reader: Reader, name: string): Expression {
  const call = FUNCTIONS[name.toLowerCase()];
  if (!call) throw reader.unknown(`the function ${name}() is none of ${Object.keys(FUNCTIONS).join(', ')}`);
  const values: Expression[] = [];
  while (!reader.takes(')')) {
    if (values.length) reader.expect(',');
    values.push(parseExpression(reader));
  }
  return scope => call(scope, ...values.map(value => value(scope)));
}
