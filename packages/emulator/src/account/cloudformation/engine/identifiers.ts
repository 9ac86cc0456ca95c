import type { JsonObject } from '../json';
import { resourceType } from '../resource-types';
import { alreadyExists } from '../resources/provider';
import type { CloudFormationState } from '../state';

/** Primary identifiers in use, for types that are stored only: services refuse those of other types themselves. */
type Identifiers = Pick<CloudFormationState, 'identifiers'>;

/** The primary identifier of a resource, if its template gives the whole of it; otherwise, AWS generates one. */
function givenIdentifier(type: string, properties: JsonObject): string | undefined {
  const parts = resourceType(type)?.identifier.map(key => properties[key]) ?? [];
  return parts.length && parts.every(part => typeof part === 'string') ? parts.join('|') : undefined;
}

/** Claims the identifier of a new resource. Throws if a resource has it, even one that no stack holds any more. */
export function claimIdentifier({ identifiers }: Identifiers, type: string, properties: JsonObject): void {
  const identifier = givenIdentifier(type, properties);
  if (identifier === undefined) return;
  const claimed = identifiers[type] ??= [];
  if (claimed.includes(identifier)) throw alreadyExists(type, identifier);
  claimed.push(identifier);
}

export function releaseIdentifier({ identifiers }: Identifiers, type: string, properties: JsonObject): void {
  const identifier = givenIdentifier(type, properties);
  if (identifier !== undefined) identifiers[type] = (identifiers[type] ?? []).filter(other => other !== identifier);
}
