import { isObject, type Json } from '../json';

/** Free-form maps, whose keys stay as they are. */
const FREE = new Set(['Configuration', 'EnvironmentVariablesMap']);

type Rename = Readonly<Record<string, string>>;

function renamed(value: Json, rename: Rename, byRule: (key: string) => string, isFree: (key: string) => boolean): Json {
  if (Array.isArray(value)) return value.map(item => renamed(item, rename, byRule, isFree));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) =>
    [rename[key] ?? byRule(key), isFree(key) ? item : renamed(item, rename, byRule, isFree)]));
}

/** Converts a CloudFormation property for services with camel-case members. */
export const camelCase = (value: Json, rename: Rename = {}): Json =>
  renamed(value, rename, key => key[0].toLowerCase() + key.slice(1), key => FREE.has(key));

const upper = (key: string) => key[0].toUpperCase() + key.slice(1);

/** Converts camel-case members back to those of a CloudFormation property. */
export const pascalCase = (value: Json, rename: Rename = {}): Json => renamed(value, rename, upper, key => FREE.has(upper(key)));

/** CloudFormation accepts numbers and booleans as text; services do not. */
export const numberOf = (value: Json | undefined) => value === undefined ? undefined : Number(value);
export const truthOf = (value: Json | undefined) => value === undefined ? undefined : String(value) === 'true';
export const documentOf = (value: Json | undefined) => value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
