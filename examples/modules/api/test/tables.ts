import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

type Item = Record<string, any>;

/** Tables in memory, as far as the API uses them; what it does not use is an error, and keys are refused as DynamoDB refuses them. */
export class Tables {
  /** The commands that were sent, as `GetCommand owners`. */
  readonly sent: string[] = [];

  constructor(readonly items: Record<string, Item[]>) {}

  async send({ constructor: { name }, input }: { readonly constructor: { readonly name: string }; readonly input: Item }): Promise<Item> {
    this.sent.push(`${name} ${input.TableName}`);
    const table = this.items[input.TableName];
    if (!table) throw new Error(`there is no table ${input.TableName}`);
    refuseInvalid(input.Key ?? input.ExclusiveStartKey ?? input.ExpressionAttributeValues);
    if (name === 'QueryCommand') return query(table, input);
    const item = table.find(one => Object.entries(input.Key).every(([key, value]) => one[key] === value));
    if (name === 'GetCommand') return { Item: item };
    if (name !== 'UpdateCommand' || input.UpdateExpression !== 'SET acknowledged = :yes') throw new Error(`cannot do ${name}`);
    if (!item) throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    item.acknowledged = input.ExpressionAttributeValues[':yes'];
    return { Attributes: item };
  }
}

/** Partition key and sort key, in this order. */
function refuseInvalid(keys: Record<string, string>) {
  for (const [index, [name, value]] of Object.entries(keys).entries()) {
    if (value !== '' && Buffer.byteLength(value) <= (index === 0 ? 2048 : 1024)) continue;
    throw Object.assign(new Error(`the size of ${name} is not valid for a key: "${value.slice(0, 10)}..."`), { name: 'ValidationException' });
  }
}

function query(table: Item[], { ExpressionAttributeNames, ExpressionAttributeValues, ExclusiveStartKey, Limit, ScanIndexForward }: Item) {
  const partition = ExpressionAttributeNames['#partition'];
  const [sort] = Object.keys(table[0] ?? {}).filter(key => key !== partition);
  const found = table.filter(item => item[partition] === ExpressionAttributeValues[':value'])
    .sort((a, b) => (a[sort] < b[sort] ? -1 : 1) * (ScanIndexForward ? 1 : -1));
  const from = ExclusiveStartKey ? found.filter(item => (item[sort] < ExclusiveStartKey[sort]) !== ScanIndexForward) : found;
  const items = from.slice(0, Limit);
  return { Items: items, ...from.length > Limit && { LastEvaluatedKey: { [partition]: items.at(-1)![partition], [sort]: items.at(-1)![sort] } } };
}
