import { TEMPLATE_SIZE_WARNING } from './template-configuration';
import type { Assembly } from '../../assembly/cloud-assembly';
import type { AssembledModule } from '../../model/manifest';

/** From this share of a limit on, people are warned. */
const NEAR = 0.8;

/** What an account allows unless it asked for more, and how much of it one more module takes; the core's own part is small. */
const QUOTAS = [
  { what: 'IAM roles of the account', limit: 1000, each: 2, own: 12 },
  { what: 'pipelines of the region', limit: 1000, each: 1, own: 2 },
  { what: 'stacks of the region', limit: 2000, each: 2, own: 8 },
] as const;

/** Limits that a solution of this size comes near to. */
export function limitWarnings(modules: number): string[] {
  return QUOTAS.map(quota => ({ ...quota, needed: quota.own + quota.each * modules }))
    .filter(({ needed, limit }) => needed > limit * NEAR)
    .map(({ what, limit, needed }) => `${modules} modules need about ${needed} ${what}, the default quota is ${limit}; have it raised in time`);
}

export const sizeWarnings = (assembly: Assembly, modules: readonly AssembledModule[]): string[] => modules.flatMap(({ name, templateFile }) => {
  const size = Buffer.byteLength(assembly.read(templateFile));
  return size > TEMPLATE_SIZE_WARNING ? [`the template of ${name} has ${size} bytes; a pipeline may refuse it from 512000 bytes on: move a part to a nested stack`] : [];
});
