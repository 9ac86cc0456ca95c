import { messageOf } from '../errors';
import { isObject, type Json, type JsonObject } from '../json';
import type { Runtime } from './runtime';
import type { Actor } from '../operations/role';

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;

/** Replaces `{{resolve:ssm:name:version}}` with the current value of the parameter, read with somebody's permissions. */
export async function resolveDynamic(runtime: Runtime, properties: JsonObject, by?: Actor): Promise<JsonObject> {
  const found = new Map<string, string>();
  find(properties, found);
  if (!found.size) return properties;
  for (const whole of found.keys()) found.set(whole, await valueOf(runtime, whole, by));
  return replace(properties, found) as JsonObject;
}

function find(value: Json, found: Map<string, string>): void {
  if (typeof value === 'string') for (const [whole] of value.matchAll(REFERENCE)) found.set(whole, '');
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(item => find(item, found));
}

async function valueOf({ account }: Runtime, whole: string, by?: Actor): Promise<string> {
  const [, service, name] = [...whole.matchAll(REFERENCE)][0];
  if (service !== 'ssm' && service !== 'ssm-secure') {
    throw new Error(`the emulator resolves dynamic references to ssm and ssm-secure, not to ${service}: ${whole}`);
  }
  try {
    const { Parameter } = await account.call('ssm', 'GetParameter', { Name: name, WithDecryption: true }, by);
    return Parameter.Value;
  } catch (error) {
    throw new Error(`Unable to resolve ${whole}: parameter ${name} cannot be read: ${messageOf(error)}`);
  }
}

function replace(value: Json, found: Map<string, string>): Json {
  if (typeof value === 'string') return value.replace(REFERENCE, whole => found.get(whole)!);
  if (Array.isArray(value)) return value.map(item => replace(item, found));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, found)]));
}
