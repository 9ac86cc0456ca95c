/** The values at a path of a request: `a.b` is a member of a member, `a[].b` a member of each item; none where it is absent. */
export function valuesAt(input: any, path: string): unknown[] {
  return path.split('.').reduce<any[]>((values, part) => {
    const name = part.replace('[]', '');
    const found = values.flatMap(value => value?.[name] === undefined || value[name] === null ? [] : [value[name]]);
    return part.endsWith('[]') ? found.flat() : found;
  }, [input]).filter(value => !(Array.isArray(value) && value.length === 0));
}

/** The tags of a request, in whichever of AWS's forms: a map, or a list with keys of several spellings. */
export function tagsOf(input: any): Record<string, string> {
  const given = input?.Tags ?? input?.tags ?? input?.TagsList ?? input?.Tagging?.TagSet ?? input?.Tagging;
  if (given === undefined || given === null) return {};
  if (typeof given === 'string') return Object.fromEntries(new URLSearchParams(given));
  if (!Array.isArray(given)) return { ...given };
  return Object.fromEntries(given.map(each => [each.Key ?? each.key ?? each.TagKey, each.Value ?? each.value ?? each.TagValue ?? '']));
}

/** The keys that a request removes tags by. */
export const removedTagKeys = (input: any): readonly string[] => {
  const keys = input?.TagKeys ?? input?.tagKeys ?? [];
  return Array.isArray(keys) ? keys : [];
};
