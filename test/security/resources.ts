import { ACCOUNT, type Need, REGION, tagsAsContext } from './request';
import { actionFact, type HandledResource, handlerNeeds } from '@cv-insync/emulator/facts';

/** A resource, as CloudFormation makes, changes and deletes it. */
export interface Resource extends HandledResource {
  /** The stack's and its own. */
  readonly tags: readonly { Key: string; Value: string }[];
}

export type Operation = 'create' | 'update' | 'delete';

const PLACE = { partition: 'aws', region: REGION, account: ACCOUNT };

/** What CloudFormation asks of IAM to handle a resource: what its handlers need, as their schema says, as far as these properties go. */
export function needsOf(resource: Resource, operation: Operation): Need[] {
  const needs = handlerNeeds(resource, operation, PLACE);
  if (!needs) throw new Error(`neither the schemas nor UNPUBLISHED say what handling a ${resource.type} asks of IAM`);
  return needs.map(({ action, resource: on, context, taggable }) => (
    { action, resource: on, context: { ...context, ...taggable ? tagContext(resource, action, on) : {}, ...REGIONAL } }));
}

const REGIONAL = { 'aws:RequestedRegion': REGION };

/**
 * Tags of the request, and of the resource: also in the request that creates it, but not where an action knows no resource, or is about a collection of APIs.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
const tagContext = ({ tags }: Resource, action: string, on: string) => ({
  ...tagsAsContext('aws:RequestTag', tags), ...actionFact(action)?.resourceTypes.length && !/:apigateway:[^:]*::\/\w+$/.test(on) ? tagsAsContext('aws:ResourceTag', tags) : {},
});
