import type { Draft } from './draft';
import { additionsTo } from '../../model/module-conventions';
import { boundaryName, moduleBoundaryName } from '../../model/names';

/** Adds to the resources of a template what `InSyncModule` adds to its own. */
export function applyConventions({ solution, module, isCore, within, template }: Draft) {
  const boundary = isCore ? boundaryName(solution) : moduleBoundaryName(solution, module);
  for (const [id, resource] of Object.entries(template.Resources)) {
    const own = resource.Properties ??= {};
    const { properties, retention } = additionsTo({
      type: resource.Type,
      ids: [...within, id],
      deletionPolicy: resource.DeletionPolicy,
      updateReplacePolicy: resource.UpdateReplacePolicy,
      property: name => own[name] ?? undefined,
    }, solution, module, boundary);
    Object.assign(own, properties);
    if (!retention) continue;
    resource.DeletionPolicy = retention.deletionPolicy;
    if (retention.updateReplacePolicy !== undefined) resource.UpdateReplacePolicy = retention.updateReplacePolicy;
  }
}
