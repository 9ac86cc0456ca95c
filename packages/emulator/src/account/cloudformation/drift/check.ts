import { resolveDynamic } from '../engine/dynamic-references';
import { requestOf } from '../engine/request';
import { now, type Runtime } from '../engine/runtime';
import { isObject, type Json, type JsonObject } from '../json';
import { resourceType } from '../resource-types';
import { readerOf } from '../resources/live';
import type { ResourceDrift, ResourceState, StackState, Tag } from '../state';
import { compare } from './differences';

export const isChecked = ({ type }: ResourceState) => readerOf(type) !== undefined;

/** Compares the live state of a resource with the properties in its template. */
export async function checkDrift(runtime: Runtime, stack: StackState, resource: ResourceState): Promise<ResourceDrift> {
  const properties = await deployedProperties(runtime, resource);
  const request = { ...requestOf(runtime, stack, resource, properties), physicalId: resource.physicalId!, attributes: resource.attributes };
  const live = await readerOf(resource.type)!(request, Object.values(stack.resources));
  if (!live) return { status: 'DELETED', timestamp: now() };
  const expected = Object.fromEntries(Object.entries(properties).filter(([name]) => name in live));
  const { actual, differences } = compare(expected, withoutStackTags(resource, expected, live), '');
  return { status: differences.length ? 'MODIFIED' : 'IN_SYNC', timestamp: now(), expected, actual: actual as JsonObject, differences };
}

/** Resolves dynamic references to their values at deployment, or to the current ones if those were not recorded. */
async function deployedProperties(runtime: Runtime, { properties, attributes }: ResourceState): Promise<JsonObject> {
  const isDynamic = (value: Json) => JSON.stringify(value).includes('{{resolve:');
  const deployed = Object.entries(properties).map(([name, value]) => [name, isDynamic(value) ? attributes[name] ?? value : value]);
  return resolveDynamic(runtime, Object.fromEntries(deployed) as JsonObject);
}

/** Stack tags propagate to resources and are not drift. */
function withoutStackTags(resource: ResourceState, expected: JsonObject, live: Readonly<Record<string, Json | undefined>>): JsonObject {
  const property = resourceType(resource.type)?.tags?.property ?? 'Tags';
  const tags = live[property];
  const inherited = resource.tags.filter(({ Key }) => !hasTag(expected[property], Key));
  const isOfStack = (key: Json, value: Json) => inherited.some(({ Key, Value }: Tag) => Key === key && Value === value);
  const own = Array.isArray(tags) ? tags.filter(isObject).filter(({ Key, Value }) => !isOfStack(Key, Value))
    : isObject(tags) ? Object.fromEntries(Object.entries(tags).filter(([key, value]) => !isOfStack(key, value))) : tags;
  return { ...live, ...own === undefined ? {} : { [property]: own } } as JsonObject;
}

function hasTag(tags: Json | undefined, key: Json): boolean {
  return Array.isArray(tags) ? tags.some(tag => isObject(tag) && tag.Key === key) : isObject(tags) && String(key) in tags;
}
