import { permissionsInCode } from '../model/permissions-text';

const REFUSED = /:assumed-role\/(\S+)-delivery-(\S+)-deploy\/\S+ is not authorized to perform: (\S+) on resource: (\S+) because no identity-based policy allows/;

/** What to write where IAM refused something to the role that deploys a module; undefined for other failures. */
export function remedyOf(message: string): string | undefined {
  const [, solution, module, action, resource] = REFUSED.exec(message) ?? [];
  if (!module) return undefined;
  return `name what belongs to the module with the prefix "${solution}-${module}-", or permit the action in the module's entry: `
    + permissionsInCode([{ actions: [action], resources: [resource] }]);
}
