import { TEMPLATE_SIZE_WARNING } from './template-configuration';
import type { Assembly } from '../../assembly/cloud-assembly';
import type { AssembledModule } from '../../model/manifest';

/** The share of a quota above which there is a warning. */
const NEAR = 0.8;

/** Default quotas, with what each module and the core itself use of them. */
const QUOTAS = [
  { what: 'IAM roles of the account', limit: 1000, each: 2, own: 12 },
  { what: 'pipelines of the region', limit: 1000, each: 1, own: 2 },
  { what: 'stacks of the region', limit: 2000, each: 2, own: 8 },
] as const;

/** Warnings about quotas that a solution with this many modules nearly reaches. */
export function limitWarnings(modules: number): string[] {
  return QUOTAS.map(quota => ({ ...quota, needed: quota.own + quota.each * modules }))
    .filter(({ needed, limit }) => needed > limit * NEAR)
    .map(({ what, limit, needed }) => `${modules} modules need about ${needed} ${what}, the default quota is ${limit}; request an increase in time`);
}

export const sizeWarnings = (assembly: Assembly, modules: readonly AssembledModule[]): string[] => modules.flatMap(({ name, templateFile }) => {
  const size = Buffer.byteLength(assembly.read(templateFile));
  return size > TEMPLATE_SIZE_WARNING ? [`the template of ${name} has ${size} bytes, and a pipeline may refuse more than 512000: move a part to a nested stack`] : [];
});
