import { type DeployedModule, missingRights, PLACE, resourceOfType } from './module-rights';
import { actionFact, handlerNeeds, typesWithHandlers } from '@cv-insync/emulator/facts';

/** Types that the deploy role of a module may create without `permissions`: it may do all that their handlers ask for unless a property needs more. */
export const defaultTypes = (deployed: DeployedModule): string[] => typesWithHandlers().filter(type => isDefault(type, deployed));

/** Whether a module may create a type without `permissions`. */
export function isDefault(type: string, deployed: DeployedModule): boolean {
  return creating(type).length > 0 && missingRights(resourceOfType(type, deployed), deployed)?.length === 0;
}

/** Types that the role may create, but not read, change or delete: a gap. */
export const halfGrantedTypes = (deployed: DeployedModule): string[] => typesWithHandlers().filter(type => {
  const missing = missingRights(resourceOfType(type, deployed), deployed)?.map(({ action }) => action) ?? [];
  return missing.length > 0 && creating(type).length > 0 && creating(type).every(action => !missing.includes(action));
});

/** What creating a type asks for that changes the account, other than passing roles. */
const creating = (type: string): string[] => (handlerNeeds(resourceOfType(type, { solution: 's', module: 'm' }), 'create', PLACE) ?? [])
  .map(({ action }) => action)
  .filter(action => !['Read', 'List'].includes(actionFact(action)?.level ?? '') && !/:(Tag|AddTags)/.test(action) && action !== 'iam:PassRole');
