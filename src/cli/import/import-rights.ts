import { type Permissions, type PermittedStatement } from '../../model/entry';
import { deliveryTemplate } from '../bundle/delivery-template';
import type { TemplateResource } from '../bundle/module-template';
import { deployedModule, missingRights } from '../rights/module-rights';
import { ACCOUNT, REGION } from '../rights/role-policy';
import { resourceInTemplate, UNKNOWN } from '../rights/template-resource';

interface Imported {
  readonly logicalId: string;
  readonly identifier: Readonly<Record<string, string>>;
}

/** What the module's deploy role may not do with resources whose names are not the module's: the statement that its entry needs. */
export function rightsToImport(
  { solution, module, granted, account, region }: { solution: string; module: string; granted: Permissions; account: string; region: string },
  imported: readonly Imported[], resources: Readonly<Record<string, TemplateResource>>,
): PermittedStatement | undefined {
  const here = (text: string, from: readonly [string, string], to: readonly [string, string]) =>
    text.replace(`:${from[0]}:${from[1]}:`, `:${to[0]}:${to[1]}:`).replace(`::${from[1]}:`, `::${to[1]}:`);
  const local = granted.map(({ actions, resources: on }) => ({ actions, resources: on.map(arn => here(arn, [region, account], [REGION, ACCOUNT])) }));
  const deployed = deployedModule(deliveryTemplate(), solution, module, local);
  const missing = imported.flatMap(({ logicalId, identifier }) => {
    const resource = resourceInTemplate(resources[logicalId], resources, deployed);
    const id = Object.values(identifier).join('|');
    return missingRights({ ...resource, id, properties: { ...resource.properties, ...identifier } }, deployed) ?? [];
  }).filter(({ resource }) => resource !== '*' && !resource.includes(UNKNOWN));
  if (!missing.length) return undefined;
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort();
  return {
    actions: sorted(missing.map(({ action }) => action)),
    resources: sorted(missing.map(({ resource }) => here(resource, [REGION, ACCOUNT], [region, account]))),
  };
}
