export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type Tags = Record<string, string>;

export const tagMap = (list: readonly Tag[] | undefined): Tags => Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key, Value]));

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export function addTags(tags: Tags, list: readonly Tag[]): void {
  for (const { Key, Value } of list) tags[Key] = Value;
}

export function removeTags(tags: Tags, keys: readonly string[]): void {
  for (const key of keys) delete tags[key];
}
