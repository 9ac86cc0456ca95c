// `require` loads the engine at the first call, and lets esbuild include each of its files in the bundle.
/* eslint-disable @typescript-eslint/no-require-imports */
import { AwsError } from '../aws-error';
import type { DynamoDbState } from './state';

type Answered = (error: EngineError | null, output?: object) => void;
interface Body { readonly __type: string; readonly message?: string; readonly Message?: string }
type EngineError = Error & { readonly statusCode?: number; readonly body?: Body };
type Action = (store: object, input: object, answered: Answered) => void;
interface Validation { readonly types: object; readonly custom?: unknown }

/** The engine is dynalite, without its HTTP server: validation, expressions, indexes and limits are its own. */
const OPERATIONS: Readonly<Record<string, () => readonly [Action, Validation]>> = {
  BatchGetItem: () => [require('dynalite/actions/batchGetItem'), require('dynalite/validations/batchGetItem')],
  BatchWriteItem: () => [require('dynalite/actions/batchWriteItem'), require('dynalite/validations/batchWriteItem')],
  CreateTable: () => [require('dynalite/actions/createTable'), require('dynalite/validations/createTable')],
  DeleteItem: () => [require('dynalite/actions/deleteItem'), require('dynalite/validations/deleteItem')],
  DeleteTable: () => [require('dynalite/actions/deleteTable'), require('dynalite/validations/deleteTable')],
  DescribeTable: () => [require('dynalite/actions/describeTable'), require('dynalite/validations/describeTable')],
  GetItem: () => [require('dynalite/actions/getItem'), require('dynalite/validations/getItem')],
  ListTables: () => [require('dynalite/actions/listTables'), require('dynalite/validations/listTables')],
  ListTagsOfResource: () => [require('dynalite/actions/listTagsOfResource'), require('dynalite/validations/listTagsOfResource')],
  PutItem: () => [require('dynalite/actions/putItem'), require('dynalite/validations/putItem')],
  Query: () => [require('dynalite/actions/query'), require('dynalite/validations/query')],
  Scan: () => [require('dynalite/actions/scan'), require('dynalite/validations/scan')],
  TagResource: () => [require('dynalite/actions/tagResource'), require('dynalite/validations/tagResource')],
  UntagResource: () => [require('dynalite/actions/untagResource'), require('dynalite/validations/untagResource')],
  UpdateItem: () => [require('dynalite/actions/updateItem'), require('dynalite/validations/updateItem')],
  UpdateTable: () => [require('dynalite/actions/updateTable'), require('dynalite/validations/updateTable')],
};

export const OPERATION_NAMES = Object.keys(OPERATIONS);

/** The engine's database: rows of JSON by key. */
interface Database {
  put(key: string, value: object, done?: Answered): Promise<void> | void;
  del(key: string, done?: Answered): Promise<void> | void;
  batch(rows: readonly Row[], done?: Answered): Promise<void> | void;
}
type Row = { readonly type: 'put'; readonly key: string; readonly value: any } | { readonly type: 'del'; readonly key: string };

/** Runs DynamoDB's operations on tables in memory, and keeps a copy of all rows in the state, from which it starts. */
export class Engine {
  private store?: Promise<object>;

  constructor(private readonly state: DynamoDbState, private readonly place: { readonly accountId: string; readonly region: string }) {}

  async run(operation: string, input: object): Promise<object> {
    const store = await (this.store ??= this.open());
    const [action, { types, custom }] = OPERATIONS[operation]();
    const { checkTypes, checkValidations } = require('dynalite/validations');
    try {
      const checked = checkTypes(structuredClone(input), types);
      checkValidations(checked, types, custom, store);
      return await new Promise<object>((resolve, reject) => {
        action(store, checked, (error, output) => error ? reject(error) : resolve(structuredClone(output ?? {})));
      });
    } catch (error) {
      throw awsErrorOf(error as EngineError);
    }
  }

  private async open(): Promise<object> {
    const store = require('dynalite/db').create({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
    Object.assign(store.tableDb, { awsAccountId: this.place.accountId, awsRegion: this.place.region });
    await store.db.batch(Object.entries(this.state.rows).map(([key, value]) => ({ type: 'put', key, value })));
    this.copyWrites(store.db);
    return store;
  }

  private copyWrites(database: Database): void {
    const { rows } = this.state;
    const copy = (row: Row) => {
      if (row.type === 'put') rows[row.key] = JSON.parse(JSON.stringify(row.value));
      else delete rows[row.key];
    };
    const { put, del, batch } = database;
    Object.assign(database, {
      put: (key: string, value: object, done: Answered) => { copy({ type: 'put', key, value }); return put(key, value, done); },
      del: (key: string, done: Answered) => { copy({ type: 'del', key }); return del(key, done); },
      batch: (changes: readonly Row[], done: Answered) => { changes.forEach(copy); return batch(changes, done); },
    } satisfies Database);
  }
}

function awsErrorOf(error: EngineError): Error {
  if (!error.statusCode || !error.body) return error;
  const { __type, message, Message, ...fields } = error.body;
  const code = __type.split('#').pop()!;
  // The engine leaves this message empty. DynamoDB's: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  return new AwsError(code, (message ?? Message) || 'The resource which you are attempting to change is in use.', error.statusCode, fields);
}
