import type { Draft } from './draft';
import { boundaryArn } from '../../model/module-parts';
import { namePrefix, nameProperty, resourceName } from '../../model/naming';
import { retentionOf, STATEFUL } from '../../model/retention';

/** What `InSyncModule` does to its resources: names that say whose they are, the boundary on roles, and data that is kept. */
export function protect({ solution, module, within, template }: Draft) {
  for (const [id, resource] of Object.entries(template.Resources)) {
    const properties = resource.Properties ??= {};
    if (resource.Type === 'AWS::IAM::Role') properties.PermissionsBoundary ??= { 'Fn::Sub': boundaryArn(solution) };
    const property = nameProperty(resource.Type);
    if (property) properties[property] ??= resourceName(resource.Type, namePrefix(solution, module), [...within, id], properties.FifoQueue === true);
    if (STATEFUL.has(resource.Type)) {
      const { deletionPolicy, updateReplacePolicy } = retentionOf(resource.DeletionPolicy, resource.UpdateReplacePolicy);
      resource.DeletionPolicy = deletionPolicy;
      resource.UpdateReplacePolicy = updateReplacePolicy;
    }
  }
}
