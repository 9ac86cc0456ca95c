import { Permission } from './permissions';

type Tags = Readonly<Record<string, string>>;

const path = (resource: string) => `arn:\${AWS::Partition}:apigateway:\${AWS::Region}::/${resource}`;
const conditions = (key: 'RequestTag' | 'ResourceTag', tags: Tags) => Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:${key}/${name}`, value]));

/** Top-level collections of API Gateway whose resources can be tagged. */
const TOP = ['apikeys', 'apis', 'clientcertificates', 'domainnames', 'restapis', 'usageplans'];

/** Creates APIs and other top-level resources, with the tags of their owner only. */
export const createApis = (tags: Tags): Permission =>
  ({ actions: ['apigateway:POST'], resources: TOP.map(path), conditions: { StringEquals: conditions('RequestTag', tags) } });

/**
 * Changes parts of HTTP and WebSocket APIs, and tags of APIs. Parts of REST APIs inherit the tags of their API; whether these do is not
 * documented, so the condition counts only where AWS reports tags. API Gateway has no `TagResource`: tags are paths of their own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
 */
export const changePartsOfApis = (tags: Tags): Permission => ({
  actions: ['apigateway:DELETE', 'apigateway:GET', 'apigateway:P*'],
  resources: [path('apis/*/*'), path('tags/*')],
  conditions: { StringEqualsIfExists: { ...conditions('RequestTag', tags), ...conditions('ResourceTag', tags) } },
  because: 'AWS chooses the ids of APIs; the tags of their owner limit this where AWS reports tags',
});
