import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

type Item = Record<string, any>;

/** Tables in memory, as far as the API uses them; what it does not use is an error. */
export class Tables {
  /** The commands that were sent, as `GetCommand owners`. */
  readonly sent: string[] = [];

  constructor(readonly items: Record<string, Item[]>) {}

  async send({ constructor: { name }, input }: { readonly constructor: { readonly name: string }; readonly input: Item }): Promise<Item> {
    this.sent.push(`${name} ${input.TableName}`);
    const table = this.items[input.TableName];
    if (!table) throw new Error(`there is no table ${input.TableName}`);
    if (name === 'QueryCommand') return query(table, input);
    const item = table.find(one => Object.entries(input.Key).every(([key, value]) => one[key] === value));
    if (name === 'GetCommand') return { Item: item };
    if (name !== 'UpdateCommand' || input.UpdateExpression !== 'SET acknowledged = :yes') throw new Error(`cannot do ${name}`);
    if (!item) throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    item.acknowledged = input.ExpressionAttributeValues[':yes'];
    return { Attributes: item };
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
