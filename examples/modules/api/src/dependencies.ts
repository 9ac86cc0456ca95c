import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Page } from './page';
import { Items, Dependencies } from './respond';
import { Collection } from './routes';

export interface Clients {
  readonly dynamodb: Pick<DynamoDBDocumentClient, 'send'>;
}

/** Names of the resources that the function uses, from its environment variables. */
export type Settings = Partial<Record<'OWNER_TABLE' | Collection['table'], string>>;

/** The implementation with AWS clients. */
export function dependenciesOf({ dynamodb }: Clients, settings: Settings): Dependencies {
  /** A page of the items with a partition key, the last first. */
  async function query(table: string | undefined, [partition, value]: [string, string], sort: string, { limit, after }: Page): Promise<Items> {
    const { Items: items = [], LastEvaluatedKey } = await dynamodb.send(new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#partition = :value',
      ExpressionAttributeNames: { '#partition': partition },
      ExpressionAttributeValues: { ':value': value },
      ...after !== undefined && { ExclusiveStartKey: { [partition]: value, [sort]: after } },
      Limit: limit,
      ScanIndexForward: false,
    }));
    return { items, ...LastEvaluatedKey && { last: LastEvaluatedKey[sort] } };
  }

  return {
    async vehiclesOf(owner, page) {
      const { items, last } = await query(settings.OWNER_TABLE, ['owner_id', owner], 'vin', page);
      return { items: items.map(({ owner_id, ...vehicle }) => vehicle), last };
    },
    async owns(owner, vin) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: settings.OWNER_TABLE, Key: { owner_id: owner, vin }, ProjectionExpression: 'vin' }));
      return Item !== undefined;
    },
    list: (collection, vin, page) => query(settings[collection.table], ['vin', vin], collection.id, page),
    async get(collection, vin, id) {
      const { Item } = await dynamodb.send(new GetCommand({ TableName: settings[collection.table], Key: { vin, [collection.id]: id } }));
      return Item;
    },
    async acknowledge(collection, vin, id) {
      try {
        const { Attributes } = await dynamodb.send(new UpdateCommand({
          TableName: settings[collection.table],
          Key: { vin, [collection.id]: id },
          UpdateExpression: 'SET acknowledged = :yes',
          ConditionExpression: 'attribute_exists(vin)',
          ExpressionAttributeValues: { ':yes': true },
          ReturnValues: 'ALL_NEW',
        }));
        return Attributes;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
  };
}
