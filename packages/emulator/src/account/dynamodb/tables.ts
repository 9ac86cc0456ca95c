/** Calls an operation of DynamoDB. */
export type Run = (operation: string, input: object) => Promise<any>;

const soon = () => new Promise(done => setTimeout(done, 1));

/** Waits until a table and its indexes can be used. */
export async function active(run: Run, TableName: string): Promise<void> {
  const statusesOf = ({ TableStatus, GlobalSecondaryIndexes: indexes = [] }: any) => [TableStatus, ...indexes.map((index: any) => index.IndexStatus)];
  const isActive = (table: any) => statusesOf(table).every(status => status === 'ACTIVE');
  while (!isActive((await run('DescribeTable', { TableName })).Table)) await soon();
}

/** Deletes a table and waits until it is gone. */
export async function gone(run: Run, TableName: string): Promise<void> {
  await active(run, TableName);
  await run('DeleteTable', { TableName });
  while (await run('DescribeTable', { TableName }).catch(error => {
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  })) await soon();
}
