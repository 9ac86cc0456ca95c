import { arnsOf } from './arns';
import { contextOf } from './context';
import { type HandledResource, isSet, type Place } from './resource';
import { isAsked } from './rules';
import { UNLISTED, UNPUBLISHED } from './unpublished';
import { resourceType } from '../../account/cloudformation/resource-types';
import { type HandlerOperation, type TypeFact, typeFact } from '../handlers';

/** What a handler asks of IAM. */
export interface HandlerNeed {
  readonly action: string;
  readonly resource: string;
  /** Condition keys whose values the resource's properties decide. Tags are up to the caller. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Whether what it is asked on can have tags: the resource's own, or those of what it belongs to. */
  readonly taggable: boolean;
}

/** The handlers that CloudFormation calls for an operation of a stack: it reads what it has created or changed. */
const CALLED: Readonly<Record<'create' | 'update' | 'delete', readonly HandlerOperation[]>> = {
  create: ['create', 'read'], update: ['update', 'read'], delete: ['delete'],
};

/** A type's handlers: published ones, or those that AWS's documentation describes. */
export const handlersOf = (type: string): TypeFact['handlers'] | undefined => typeFact(type)?.handlers ?? UNPUBLISHED[type]?.handlers;

/** The actions that handlers of a type may ask for in an operation of a stack, whatever the properties; undefined for unknown types. */
export function permissionsOf(type: string, operation: 'create' | 'update' | 'delete'): string[] | undefined {
  const handlers = handlersOf(type);
  return handlers && [...new Set(CALLED[operation].flatMap(name => handlers[name] ?? []))].sort();
}

/** What CloudFormation asks of IAM for an operation on a resource; undefined for types that are unknown. */
export function handlerNeeds(resource: HandledResource, operation: 'create' | 'update' | 'delete', place: Place): HandlerNeed[] | undefined {
  const unlisted = UNLISTED[resource.type];
  const more = unlisted && isSet(resource.properties, [unlisted.property]) ? unlisted.actions : [];
  return permissionsOf(resource.type, operation)?.filter(action => isAsked(resource, action)).concat(more).flatMap(action =>
    arnsOf(action, resource, place).map(arn => ({
      action: spelledFor(arn, action),
      resource: arn,
      context: contextOf(spelledFor(arn, action), arn, resource, place),
      taggable: isTaggable(resource.type),
    })));
}

/**
 * Parts of HTTP APIs have no tags, and whether they count as having those of their API is not documented. Other parts are asked for on
 * what they belong to.
 */
const isTaggable = (type: string) => typeFact(type) === undefined || typeFact(type)!.tagging !== undefined
  || (resourceType(type)?.arn === undefined && !type.startsWith('AWS::ApiGatewayV2'));

/** Connections have ARNs of two services, and are asked for by the actions of theirs. */
const spelledFor = (arn: string, action: string) => action === 'codestar-connections:PassConnection' ? `${arn.split(':')[2]}:PassConnection` : action;
