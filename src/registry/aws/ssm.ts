import { DeleteParametersCommand, GetParametersCommand, paginateGetParametersByPath, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { RETRY } from '../../aws/client';
import type { Parameter } from '../parameter-store';

/** Maximum number of names in one call. */
const BATCH = 10;

const defaultClient = new SSMClient(RETRY);

export const list = async (Path: string, client = defaultClient): Promise<Parameter[]> => {
  const found: Parameter[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client, pageSize: BATCH }, { Path, Recursive: true })) {
    for (const { Name, Value } of Parameters) found.push({ name: Name!, value: Value! });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** The names of parameters below a path, without reading much further than the limit. */
export const namesBelow = async (Path: string, limit: number, client = defaultClient): Promise<string[]> => {
  const found: string[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client, pageSize: BATCH }, { Path, Recursive: true })) {
    found.push(...Parameters.map(({ Name }) => Name!));
    if (found.length >= limit) break;
  }
  return found;
};

export const read = async (names: readonly string[], client = defaultClient): Promise<Map<string, string>> => {
  const values = new Map<string, string>();
  for (const left = unique(names); left.length;) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names: left.splice(0, BATCH) }));
    for (const { Name, Value } of Parameters) values.set(Name!, Value!);
  }
  return values;
};

/** When the parameters that exist were last modified. */
export const lastModified = async (names: readonly string[], client = defaultClient): Promise<Map<string, Date>> => {
  const dates = new Map<string, Date>();
  for (const left = unique(names); left.length;) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names: left.splice(0, BATCH) }));
    for (const { Name, LastModifiedDate } of Parameters) dates.set(Name!, LastModifiedDate!);
  }
  return dates;
};

export const write = (Name: string, Value: string, client = defaultClient): Promise<unknown> =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));

export const remove = async (names: readonly string[], client = defaultClient): Promise<void> => {
  for (const left = unique(names); left.length;) await client.send(new DeleteParametersCommand({ Names: left.splice(0, BATCH) }));
};

const unique = (names: readonly string[]) => [...new Set(names)];
