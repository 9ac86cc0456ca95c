import type { ServiceFactory } from '../account';
import { perAccount } from '../per-account';
import type { Operation } from '../service';
import { Engine, OPERATION_NAMES } from './engine';
import { type DynamoDbState, tableName } from './state';
import { changesIndexes, updateIndexes } from './update-indexes';

const stateOf = perAccount<DynamoDbState>(() => ({ rows: {} }));

/** DynamoDB: tables and their items. */
export const dynamodbService: ServiceFactory = account => {
  const state = stateOf(account);
  const engine = new Engine(state, account);
  // Since 2024, an ARN may be given in place of a name, which the engine does not know.
  const named = (input: any) => typeof input.TableName === 'string' ? { ...input, TableName: tableName(input.TableName) } : input;
  const run = (name: string, input: object) => engine.run(name, input);
  const operations = OPERATION_NAMES.map((name): [string, Operation] => [name, input => run(name, named(input))]);
  const UpdateTable: Operation = input => changesIndexes(input) ? updateIndexes(run, state, named(input)) : run('UpdateTable', named(input));
  return { state, operations: { ...Object.fromEntries(operations), UpdateTable } };
};
