import type { Resource, TypeCase } from './case';

/** A template, as far as it is needed here. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** A template with the resources of all cases, before or after their changes. `${Prefix}` in a text is what the names of the module begin with. */
export function templateOf(cases: readonly TypeCase[], isChanged: boolean, prefix: string): Template {
  const resources = cases.flatMap(({ resources: all, change }) => Object.entries(all).map(([id, resource]) =>
    [id, isChanged && change[id] ? { ...resource, Properties: { ...resource.Properties, ...change[id] } } : resource] as const));
  return JSON.parse(JSON.stringify({ Resources: Object.fromEntries(resources) }).replaceAll('${Prefix}', prefix));
}

/** The part of a synthesized template that belongs to one case. What a module's stack has only once, such as its contract, is no part of it. */
export function partOf({ Resources, Outputs: _, ...sections }: Template, { resources }: TypeCase): Template {
  return { ...sections, Resources: Object.fromEntries(Object.keys(resources).map(id => [id, Resources[id]])) };
}
