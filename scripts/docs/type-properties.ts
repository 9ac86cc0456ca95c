import { type DeployedModule, PLACE, resourceOfType } from '../../src/cli/rights/module-rights';
import { type HandledResource, handlerNeeds, permissionsOf, rulesOf } from '@cv-insync/emulator/facts';

const OPERATIONS = ['create', 'update', 'delete'] as const;

/** Properties that need more than others of their type, though no rule names them. */
const BESIDES: Readonly<Record<string, readonly string[]>> = { 'AWS::ApiGatewayV2::Stage': ['AccessLogSettings'] };

/** A resource of a type with a property that needs more than others. */
export interface WithProperty {
  readonly property: string;
  readonly resource: HandledResource;
  /** The actions that only this property needs. */
  readonly actions: readonly string[];
}

/** A resource of a type for each property that a rule about its handlers names, and with a role and a key in any property. */
export function resourcesByProperty(type: string, owner: Pick<DeployedModule, 'solution' | 'module'>): WithProperty[] {
  const plain = resourceOfType(type, owner);
  const rules = OPERATIONS.flatMap(operation => permissionsOf(type, operation) ?? []).flatMap(action => rulesOf(type, action));
  const named = [...new Set(rules)].flatMap(({ properties, on }) => on === 'removal' ? [] : properties.map(property => ({ property, on })));
  const own = `${owner.solution}-${owner.module}-Name`;
  const set = (property: string, value: Record<string, unknown>, on?: 'change'): WithProperty => {
    const properties = { ...plain.properties, ...value };
    const resource = { ...plain, properties, ...on && { previous: { ...properties, [property]: 'before' } } };
    const before = actionsOf(plain);
    return { property, resource, actions: actionsOf(resource).filter(action => !before.includes(action)) };
  };
  return [
    ...named.map(({ property, on }) => set(property, nested(property.split('.'), own), on)),
    ...(BESIDES[type] ?? []).map(property => set(property, { [property]: own })),
    set('any role', { AnyRoleArn: `arn:aws:iam::${PLACE.account}:role/${own}` }),
    set('any key', { AnyKmsKeyArn: `arn:aws:kms:${PLACE.region}:${PLACE.account}:key/0a1b2c3d-0000-1111-2222-333344445555` }),
  ].filter(({ actions }) => actions.length > 0);
}

const nested = ([first, ...rest]: readonly string[], value: string): Record<string, unknown> =>
  ({ [first]: rest.length ? nested(rest, value) : value });

const actionsOf = (resource: HandledResource): string[] =>
  [...new Set(OPERATIONS.flatMap(operation => handlerNeeds(resource, operation, PLACE) ?? []).map(({ action }) => action))];
