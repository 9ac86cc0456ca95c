import { actionFact, resourceTypeFacts } from '../authorization';
import { type HandledResource, type Place, textsIn } from './resource';
import { resourceType } from '../../account/cloudformation/resource-types';

const ROLE = /^arn:[^:]+:iam::[^:]*:role\//;
const KEY = /^arn:[^:]+:kms:[^:]*:[^:]*:key\//;
const CONNECTION = /^arn:[^:]+:(codeconnections|codestar-connections):[^:]*:[^:]*:connection\//;
const VARIABLE = /\$\{(\w+)\}/g;

/** The property that names what a type belongs to, where it is not named as the variable of its ARN format: `Queues` for `${QueueName}`. */
const OWNERS: Readonly<Record<string, Readonly<Record<string, (properties: any) => unknown>>>> = {
  'AWS::SQS::QueuePolicy': { QueueName: ({ Queues }) => Queues },
  'AWS::SNS::TopicPolicy': { TopicName: ({ Topics }) => Topics },
  'AWS::SNS::Subscription': { TopicName: ({ TopicArn }) => TopicArn },
  'AWS::S3::BucketPolicy': { BucketName: ({ Bucket }) => Bucket },
  'AWS::IAM::Policy': { RoleNameWithPath: ({ Roles }) => Roles, GroupNameWithPath: ({ Groups }) => Groups, UserNameWithPath: ({ Users }) => Users },
  'AWS::IAM::ManagedPolicy': { RoleNameWithPath: ({ Roles }) => Roles },
  'AWS::IAM::InstanceProfile': { RoleNameWithPath: ({ Roles }) => Roles },
};

/** The resources that an action of a type's handler is asked on; `*` for actions that know none. */
export function arnsOf(action: string, resource: HandledResource, place: Place): string[] {
  const fact = actionFact(action);
  const [service] = action.split(':');
  if (!fact || fact.resourceTypes.length === 0) return ['*'];
  const own = resourceType(resource.type)?.arn;
  if (action === 'iam:PassRole' || (action === 'iam:GetRole' && resource.type !== 'AWS::IAM::Role')) return textsIn(resource.properties, ROLE);
  if (service === 'kms' && !resource.type.startsWith('AWS::KMS::')) return textsIn(resource.properties, KEY);
  if (action.endsWith(':PassConnection')) return textsIn(resource.properties, CONNECTION);
  const code = codeOf(resource.properties);
  if (action.startsWith('s3:GetObject') && code) return [`arn:${place.partition}:s3:::${code.bucket}/${code.key}`];

  const formats = resourceTypeFacts(service, fact).map(({ arn }) => arn);
  // Actions of API Gateway are methods on paths. What a POST creates has no path yet: it is asked on the collection.
  if (service === 'apigateway') {
    const path = own ?? pathInApi(resource.type);
    return path ? fill(action === 'apigateway:POST' ? path.replace(/\/[^/]+$/, '') : path, resource, place) : ['*'];
  }
  const format = formats.find(candidate => candidate === own) ?? bestOf(formats, resource);
  return format === undefined ? ['*'] : fill(format, resource, place);
}

/** Whether AWS chooses the id in the ARNs of a type's resources, so that no policy can name them before they exist. */
export function hasGeneratedId(type: string): boolean {
  const { arn = '', properties = [] } = resourceType(type) ?? {};
  const id = variables(arn).pop();
  return id !== undefined && /Id$/.test(id) && !properties.includes(id);
}

/** The format of the ARNs of a type's resources, such as `arn:${Partition}:s3:::${BucketName}`; undefined for types without one. */
export const arnFormat = (type: string): string | undefined => resourceType(type)?.arn;

/** The properties that identify a resource of a type; none if AWS generates an identifier, or a part of it. */
export function identifierProperties(type: string): readonly string[] {
  const { identifier = [], properties = [] } = resourceType(type) ?? {};
  return identifier.every(key => properties.includes(key)) ? identifier : [];
}

/** Where a part of an API is: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html */
function pathInApi(type: string): string | undefined {
  const [, service, part] = type.split('::');
  const api = service === 'ApiGatewayV2' ? 'apis/${ApiId}' : 'restapis/${RestApiId}';
  const below = part === 'Method' ? 'resources/${ResourceId}/methods/${HttpMethod}' : `${part.toLowerCase()}s/\${${part}Id}`;
  return service.startsWith('ApiGateway') ? `arn:\${Partition}:apigateway:\${Region}::/${api}/${below}` : undefined;
}

/** The format whose variables the resource has values for. */
function bestOf(formats: readonly string[], resource: HandledResource): string | undefined {
  const unknown = (format: string) => variables(format).filter(name => valuesOf(name, resource) === undefined).length;
  return [...formats].sort((a, b) => unknown(a) - unknown(b) || variables(a).length - variables(b).length)[0];
}

const PLACE = ['Partition', 'Region', 'Account'];
const variables = (format: string) => [...format.matchAll(VARIABLE)].map(([, name]) => name).filter(name => !PLACE.includes(name));

function valuesOf(variable: string, { type, properties }: HandledResource): string[] | undefined {
  const value = OWNERS[type]?.[variable]?.(properties) ?? properties[variable];
  if (value === undefined || value === null) return undefined;
  return [value].flat().map(String);
}

/** Every ARN of a format: variables are filled from the properties of their name, and the rest with the resource's own id. */
function fill(format: string, resource: HandledResource, { partition, region, account }: Place): string[] {
  if (matchesFormat(format, resource.id)) return [resource.id];
  const known: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account };
  const names = variables(format);
  const choices = names.map((name, index) => (valuesOf(name, resource) ?? [index === names.length - 1 ? resource.id : '*']).map(nameIn));
  const combinations = choices.reduce<string[][]>((all, options) => all.flatMap(chosen => options.map(option => [...chosen, option])), [[]]);
  return combinations.map(chosen => format.replace(VARIABLE, (_, name: string) => known[name] ?? chosen[names.indexOf(name)].slice(name.endsWith('WithoutLeadingSlash') && chosen[names.indexOf(name)].startsWith('/') ? 1 : 0)));
}

const matchesFormat = (format: string, id: string) => id.startsWith('arn:')
  && new RegExp(`^${format.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(VARIABLE, '.*').replace(/\$/g, '\\$')}$`).test(id);

/** The name in an ARN or the address of a queue; a path without its first slash. */
function nameIn(id: string): string {
  if (id.startsWith('https://')) return id.split('/').pop()!;
  if (!id.startsWith('arn:')) return id.split('|').pop()!;
  return id.split(':').slice(5).join(':').replace(/^(\w+)[:/]/, '').replace(/:\*$/, '');
}

function codeOf(properties: any): { bucket: string; key: string } | undefined {
  const { S3Bucket: bucket, S3Key: key } = properties.Code ?? properties.Content ?? {};
  if (bucket) return { bucket, key };
  const { Bucket, Key } = properties.BodyS3Location ?? properties.DefinitionS3Location ?? {};
  return Bucket ? { bucket: Bucket, key: Key } : undefined;
}
