import type { Operation, Resource } from './handler';
import { HANDLERS } from './handlers';
import { type Need, passRole, REGION, tagsAsContext } from './request';

/** What CloudFormation asks of IAM to handle a resource. */
export function needsOf(resource: Resource, operation: Operation): Need[] {
  const handler = HANDLERS[resource.type];
  if (resource.type.startsWith('AWS::CDK::')) return [];
  if (!handler) throw new Error(`the test does not know what handling a ${resource.type} asks of IAM; add it to HANDLERS`);
  const { passes = () => [], isPart = false, more = () => [], context = () => ({}) } = handler;
  const asked = { ...context(resource.properties), ...tagsAsContext('aws:RequestTag', resource.tags), 'aws:RequestedRegion': REGION };
  const existing = { ...asked, ...tagsAsContext('aws:ResourceTag', resource.tags) };
  // The first action of a creation meets no resource yet; those after it meet one that carries its tags.
  const isThere = (action: number) => isPart || operation !== 'create' || action > 0;
  return [
    ...(handler[operation] ?? handler.create).split(' ')
      .map((action, index) => ({ action, resource: handler.arn(resource), context: isThere(index) ? existing : asked })),
    ...operation === 'delete' ? [] : passes(resource.properties).flatMap(([role, service]) => role ? [passRole(role, service)] : []),
    ...more(resource, operation),
  ];
}
