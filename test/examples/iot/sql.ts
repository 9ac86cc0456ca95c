/**
 * The subset of IoT SQL (version 2016-03-23) that the rules of the examples use: `SELECT *` and `SELECT value AS name`, one topic filter,
 * comparisons with AND and OR, paths into the message, and the functions of `sql-expressions.ts`. Anything else is an error, so that
 * an unsupported rule is never misinterpreted. Not implemented: nested queries, arithmetic, arrays, binary payloads, and shared subscriptions.
 */
import { Expression, parseExpression, Reader, Scope } from './sql-expressions';
import { tokensOf } from './sql-tokens';

export interface Statement {
  /** The topic filter. */
  readonly from: string;
  /** The result of the rule for a message; undefined if the rule does not match it. */
  select(scope: Scope): unknown;
}

export function parseStatement(sql: string): Statement {
  const reader = new Reader(tokensOf(sql), sql);
  reader.expect('SELECT');
  const selected = parseSelected(reader);
  reader.expect('FROM');
  const { text: from } = reader.next('text');
  const where = reader.takes('WHERE') ? parseExpression(reader) : () => true;
  if (!reader.done) throw reader.unknown('expected the end');
  return { from, select: scope => where(scope) === true ? selected(scope) : undefined };
}

function parseSelected(reader: Reader): Expression {
  const parts: ((scope: Scope) => object)[] = [];
  do {
    if (reader.takes('*')) {
      parts.push(({ message }) => message);
    } else {
      const value = parseExpression(reader);
      reader.expect('AS');
      const { text: name } = reader.next('word');
      parts.push(scope => ({ [name]: value(scope) }));
    }
  } while (reader.takes(','));
  return scope => Object.assign({}, ...parts.map(part => part(scope)));
}

/** Resolves the `${...}` in an action's settings. */
export function substitute(text: string, scope: Scope): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    const value = parseExpression(new Reader(tokensOf(expression), expression))(scope);
    if (value === undefined) throw new Error(`Undefined result from substitution template: ${text}`);
    return String(value);
  });
}

/** Whether a topic matches a filter. */
export function matches(filter: string, topic: string): boolean {
  const [wanted, given] = [filter.split('/'), topic.split('/')];
  const isRest = wanted.at(-1) === '#';
  if (isRest ? given.length < wanted.length - 1 : given.length !== wanted.length) return false;
  return wanted.every((level, index) => level === '#' || level === '+' || level === given[index]);
}
