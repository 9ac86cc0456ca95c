import { isObject, type Json, type JsonObject } from '../json';
import { resourceType } from '../resource-types';
import type { Tag } from '../state';

/** Stack tags and resource tags; resource tags take precedence. Empty for types without tags. */
export function mergedTags(type: string, properties: JsonObject, stackTags: readonly Tag[]): Tag[] {
  const property = resourceType(type)?.tags?.property;
  if (property === undefined) return [];
  const own = tagsOf(properties[property]);
  return [...stackTags.filter(tag => !own.some(other => other.Key === tag.Key)), ...own];
}

function tagsOf(value: Json | undefined): Tag[] {
  if (Array.isArray(value)) return value.filter(isObject).map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value ?? '') }));
  return isObject(value) ? Object.entries(value).map(([Key, Value]) => ({ Key, Value: String(Value) })) : [];
}

export const takesTags = (type: string) => resourceType(type)?.tags !== undefined;
