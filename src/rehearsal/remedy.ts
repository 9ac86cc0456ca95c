import type { Permissions } from '../model/entry';
import { permissionsInCode } from '../model/permissions-text';

/** What to do where IAM refused something to the role that deploys a module: either of both. */
export interface Remedy {
  /** With which names of the module's resources start. */
  readonly namePrefix: string;
  /** To be written in the module's entry. */
  readonly permissions: Permissions;
}

const REFUSED = /:assumed-role\/(\S+)-delivery-(\S+)-deploy\/\S+ is not authorized to perform: (\S+) on resource: (\S+) because no identity-based policy allows/g;

/** Undefined for other failures. */
export function remedyOf(message: string): Remedy | undefined {
  const refused = [...message.matchAll(REFUSED)];
  if (!refused.length) return undefined;
  const [, solution, module] = refused[0];
  const resources = [...new Set(refused.map(match => match[4]))];
  const actionsOn = (resource: string) => [...new Set(refused.filter(match => match[4] === resource).map(match => match[3]))];
  return { namePrefix: `${solution}-${module}-`, permissions: resources.map(resource => ({ actions: actionsOn(resource), resources: [resource] })) };
}

export const remedyText = ({ namePrefix, permissions }: Remedy): string =>
  `name what belongs to the module with the prefix "${namePrefix}", or permit the action in the module's entry: ${permissionsInCode(permissions)}`;
