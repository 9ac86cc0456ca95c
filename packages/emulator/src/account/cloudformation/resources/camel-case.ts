import { isObject, type Json } from '../json';

/** Members of these hold names chosen by their author, which stay as they are. */
const FREE = new Set(['Configuration', 'EnvironmentVariablesMap']);

/** A CloudFormation property as the services write it that name their members in camel case. */
export function camelCase(value: Json, rename: Readonly<Record<string, string>> = {}): Json {
  if (Array.isArray(value)) return value.map(item => camelCase(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    const name = rename[key] ?? key[0].toLowerCase() + key.slice(1);
    return [name, FREE.has(key) ? item : camelCase(item, rename)];
  }));
}

/** CloudFormation takes numbers and booleans as text, too; services do not. */
export const numberOf = (value: Json | undefined) => value === undefined ? undefined : Number(value);
export const truthOf = (value: Json | undefined) => value === undefined ? undefined : String(value) === 'true';
export const documentOf = (value: Json | undefined) => value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
