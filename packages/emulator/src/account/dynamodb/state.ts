import type { Account } from '../account';

/** All rows of the engine: definitions of tables, their items, indexes and tags. */
export interface DynamoDbState {
  readonly rows: Record<string, any>;
}

/** The name of a table: requests name it, or give its ARN or that of one of its indexes. */
export const tableName = (reference: string) => reference.replace(/^arn:[^:]*:dynamodb:[^:]*:\d*:table\//, '').split('/')[0];

export const tableArn = (account: Account, reference: string) => account.arn('dynamodb', `table/${tableName(reference)}`);

/** Rows whose keys have a prefix, by the rest of the key. */
export const rowsBelow = ({ rows }: DynamoDbState, prefix: string): [string, any][] =>
  Object.entries(rows).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);

/** The tags of a table; undefined if there is no such table. */
export function tagsOfTable({ rows }: DynamoDbState, reference: string): Record<string, string> | undefined {
  const name = tableName(reference);
  if (!rows[`table~${name}`]) return undefined;
  return Object.fromEntries(rowsBelow({ rows }, `tag-${name}~`).map(([key, value]) => [key, String(value)]));
}
