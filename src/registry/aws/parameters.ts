import { DeleteParametersCommand, GetParametersByPathCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Parameter } from '../parameters';

/** Most names that one call takes. */
const BATCH = 10;

/** What all calls go through that name no other client. Throttled calls are repeated by it, ever more slowly. */
const own = new SSMClient({ retryMode: 'adaptive', maxAttempts: 10 });

export const list = async (Path: string, client = own): Promise<Parameter[]> => {
  const found: Parameter[] = [];
  let NextToken: string | undefined;
  // A page may be empty without being the last one: only the token tells.
  do {
    const page = await client.send(new GetParametersByPathCommand({ Path, Recursive: true, MaxResults: 10, NextToken }));
    for (const { Name, Value } of page.Parameters ?? []) found.push({ name: Name!, value: Value! });
    NextToken = page.NextToken;
  } while (NextToken);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
};

export const read = async (names: readonly string[], client = own): Promise<Map<string, string>> => {
  const values = new Map<string, string>();
  for (const Names of batches(names)) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names }));
    for (const { Name, Value } of Parameters) values.set(Name!, Value!);
  }
  return values;
};

/** When those of the names that exist were written last. */
export const lastModified = async (names: readonly string[], client = own): Promise<Map<string, Date>> => {
  const dates = new Map<string, Date>();
  for (const Names of batches(names)) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names }));
    for (const { Name, LastModifiedDate } of Parameters) dates.set(Name!, LastModifiedDate!);
  }
  return dates;
};

export const write = async (Name: string, Value: string, client = own): Promise<void> => {
  await client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
};

export const remove = async (names: readonly string[], client = own): Promise<void> => {
  for (const Names of batches(names)) await client.send(new DeleteParametersCommand({ Names }));
};

function batches(names: readonly string[]): string[][] {
  const unique = [...new Set(names)];
  return Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, index) => unique.slice(index * BATCH, (index + 1) * BATCH));
}
