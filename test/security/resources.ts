import { HANDLERS, type Operation, type Resource } from './handlers';
import { type Need, passRole, REGION, tagsAsContext } from './request';

/** What CloudFormation asks of IAM to handle a resource. */
export function needsOf(resource: Resource, operation: Operation): Need[] {
  const handler = HANDLERS[resource.type];
  if (resource.type.startsWith('AWS::CDK::')) return [];
  if (!handler) throw new Error(`the test does not know what handling a ${resource.type} asks of IAM; add it to HANDLERS`);
  const { passes = () => [], more = () => [], context = () => ({}) } = handler;
  const given = {
    ...context(resource.properties),
    ...tagsAsContext('aws:RequestTag', resource.tags),
    ...operation === 'create' ? {} : tagsAsContext('aws:ResourceTag', resource.tags),
    'aws:RequestedRegion': REGION,
  };
  return [
    ...(handler[operation] ?? handler.create).split(' ').map(action => ({ action, resource: handler.arn(resource), context: given })),
    ...operation === 'delete' ? [] : passes(resource.properties).flatMap(([role, service]) => role ? [passRole(role, service)] : []),
    ...more(resource, operation),
  ];
}
