import type { Account } from '../../account';
import type { JsonObject } from '../json';
import { resourceType, type ResourceType } from '../resource-types';
import { generatedName, randomHex, randomLower, randomMixed } from './names';
import type { Made, Provider, ResourceRequest } from './provider';

/** Types that are kept but do nothing: they get an identity and attributes of the right form. */
export const stored: Provider = {
  create: async request => identify(request),
  update: async request => ({ physicalId: request.physicalId, attributes: request.attributes }),
  delete: async () => undefined,
};

/** Identifiers that services make up in a form of their own. */
const FORMS: Readonly<Record<string, (account: Account) => string>> = {
  'AWS::ApiGateway::RestApi': () => randomLower(10),
  'AWS::ApiGatewayV2::Api': () => randomLower(10),
  'AWS::CloudFront::Distribution': () => `E${randomHex(13).toUpperCase()}`,
  'AWS::Cognito::IdentityPool': ({ region }) => `${region}:${[8, 4, 4, 4, 12].map(randomHex).join('-')}`,
  'AWS::Cognito::UserPool': ({ region }) => `${region}_${randomMixed(9)}`,
  'AWS::Cognito::UserPoolClient': () => randomLower(26),
  'AWS::EC2::SecurityGroup': () => `sg-${randomHex()}`,
  'AWS::EC2::Subnet': () => `subnet-${randomHex()}`,
  'AWS::EC2::VPC': () => `vpc-${randomHex()}`,
};

export function identify(request: ResourceRequest): Made {
  const { type, account } = request;
  const schema = resourceType(type);
  const name = nameOf(request, schema);
  const arn = arnOf(account, type, schema, name, request.properties);
  const keys = schema?.reference.length ? schema.reference : schema?.identifier ?? [];
  const own = FORMS[type]?.(account);
  const value = (key: string) => attribute(key, { request, name, arn, own });
  const physicalId = own ?? (keys.length ? keys.map(value).join('|') : name);
  const attributes: JsonObject = {};
  for (const key of schema?.attributes ?? []) attributes[key] = keys.length === 1 && keys[0] === key ? physicalId : value(key);
  return { physicalId, attributes };
}

/** The property that names a resource, given or generated. */
function nameOf({ type, properties, stackName, logicalId }: ResourceRequest, schema: ResourceType | undefined): string {
  const service = type.split('::').pop()!;
  const candidates = [...schema?.identifier ?? [], ...schema?.reference ?? [], `${service}Name`, 'Name'];
  const named = candidates.find(key => typeof properties[key] === 'string' && schema?.properties.includes(key));
  return named ? String(properties[named]) : generatedName(type, stackName, logicalId);
}

interface Identity { readonly request: ResourceRequest; readonly name: string; readonly arn: string; readonly own?: string }

function attribute(key: string, { request, name, arn, own }: Identity): string {
  const given = request.properties[key];
  if (typeof given === 'string') return given;
  const { account } = request;
  if (/(^|\.)\w*Arn$/.test(key)) return key === 'StreamArn' ? `${arn}/stream/2026-01-01T00:00:00.000` : arn;
  if (/Name$/.test(key)) return name;
  if (/Id$/.test(key)) return own ?? (key === 'Id' ? name : randomLower(10));
  if (/(Url|URL|Uri|Endpoint)$/.test(key)) return `https://${name}.${account.region}.amazonaws.com`;
  return `${name}.${key}`;
}

function arnOf(account: Account, type: string, schema: ResourceType | undefined, name: string, properties: JsonObject): string {
  const [, service, kind] = type.split('::');
  const template = schema?.arn;
  if (!template) return account.arn((service ?? 'cloudformation').toLowerCase(), `${(kind ?? 'resource').toLowerCase()}/${name}`);
  const known: Record<string, string> = { Partition: account.partition, Region: account.region, Account: account.accountId };
  return template.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
    const given = properties[variable];
    return known[variable] ?? (typeof given === 'string' ? given : name);
  });
}
