import type { Account } from '../../account';
import { type DynamoDbState, tableArn, tagsOfTable } from '../../dynamodb/state';
import type { Targets } from '../asked';

/**
 * Tables, and indexes that are queried: {@link https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html}.
 * Without keys of conditions for single items: a policy that has some denies.
 */
export function dynamodbTargets(account: Account): Targets {
  const state = account.stateOf('dynamodb') as DynamoDbState;
  return (_operation, { TableName, IndexName, RequestItems, ResourceArn }) => {
    const tables: string[] = RequestItems ? Object.keys(RequestItems) : [TableName ?? ResourceArn].filter(Boolean);
    if (!tables.length) return [{ arn: '*' }];
    return tables.map(each => ({ arn: `${tableArn(account, each)}${IndexName ? `/index/${IndexName}` : ''}`, tags: tagsOfTable(state, each) }));
  };
}
