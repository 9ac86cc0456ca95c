import { readFileSync } from 'fs';
import { join } from 'path';

/** Counts of resources by type. */
export type ResourceCounts = Readonly<Record<string, number>>;

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
}

export const resourcesIn = ({ Resources = {} }: Template): ResourceCounts => addCounts(Object.values(Resources).map(({ Type }) => ({ [Type]: 1 })));

export function addCounts(all: readonly ResourceCounts[]): ResourceCounts {
  const total: Record<string, number> = {};
  for (const counts of all) for (const [type, count] of Object.entries(counts)) total[type] = (total[type] ?? 0) + count;
  return Object.fromEntries(Object.entries(total).sort(([a], [b]) => a < b ? -1 : 1));
}

export const timesCount = (counts: ResourceCounts, times: number): ResourceCounts =>
  Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, count * times]));

/** The resources of a solution with some modules, from the templates that are deployed. */
export function solutionResources(assembly: string, packageFolder: string, solution: string, deliveries: number): ResourceCounts {
  const read = (file: string): ResourceCounts => resourcesIn(JSON.parse(readFileSync(file, 'utf8')));
  const template = (name: string) => join(packageFolder, 'assets', 'templates', `${name}.template.json`);
  return addCounts([
    read(join(assembly, `${solution}-core.template.json`)),
    read(template('modules')),
    timesCount(read(template('delivery-s3')), deliveries),
  ]);
}
