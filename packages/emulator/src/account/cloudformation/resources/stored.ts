import type { Account } from '../../account';
import type { JsonObject } from '../json';
import { resourceType, type ResourceType } from '../resource-types';
import { FORMS } from './identities';
import { generatedName, randomLower } from './names';
import type { Made, Provider, ResourceRequest } from './provider';

/** Types that are stored only: their resources get an identity and attributes of the right form. */
export const stored: Provider = {
  create: async request => identify(request),
  update: async request => ({ physicalId: request.physicalId, attributes: request.attributes }),
  delete: async () => undefined,
};

export function identify(request: ResourceRequest): Made {
  const { type, account } = request;
  const schema = resourceType(type);
  const name = nameOf(request, schema);
  const own = FORMS[type]?.(account, name, request.properties);
  const arn = arnOf(account, type, schema, own?.id ?? name, request.properties);
  const keys = schema?.reference.length ? schema.reference : schema?.identifier ?? [];
  const value = (key: string) => own?.attributes?.[key] ?? attribute(key, { request, name, arn, id: own?.id });
  const physicalId = own?.id ?? (keys.length ? keys.map(value).join('|') : name);
  const attributes: JsonObject = {};
  for (const key of schema?.attributes ?? []) attributes[key] = keys.length === 1 && keys[0] === key ? physicalId : value(key);
  return { physicalId, attributes };
}

/** The name of a resource, explicit or generated. Of several identifiers, the last is its own; the others belong to its parents. */
function nameOf({ type, properties, stackName, logicalId }: ResourceRequest, schema: ResourceType | undefined): string {
  const kind = type.split('::').pop()!;
  const identifiers = schema?.identifier ?? [];
  const own = identifiers.length === 1 ? identifiers : [...identifiers].reverse().filter(key => /(Name|Identifier)$/.test(key)).slice(0, 1);
  const named = [...own, `${kind}Name`, 'Name'].find(key => typeof properties[key] === 'string' && schema?.properties.includes(key));
  return named ? String(properties[named]) : generatedName(type, stackName, logicalId);
}

interface Identity { readonly request: ResourceRequest; readonly name: string; readonly arn: string; readonly id?: string }

function attribute(key: string, { request, name, arn, id }: Identity): string {
  const given = request.properties[key];
  if (typeof given === 'string') return given;
  if (/(^|\.)\w*Arn$/.test(key)) return key === 'StreamArn' ? `${arn}/stream/2026-01-01T00:00:00.000` : arn;
  if (/Name$/.test(key)) return name;
  if (/Id$/.test(key)) return id ?? (key === 'Id' ? name : randomLower(10));
  if (/(Url|URL|Uri|Endpoint)$/.test(key)) return `https://${name}.${request.account.region}.amazonaws.com`;
  return `${name}.${key}`;
}

function arnOf(account: Account, type: string, schema: ResourceType | undefined, name: string, properties: JsonObject): string {
  if (name.startsWith('arn:')) return name;
  const [, service, kind] = type.split('::');
  const template = schema?.arn;
  if (!template) return account.arn((service ?? 'cloudformation').toLowerCase(), `${(kind ?? 'resource').toLowerCase()}/${name}`);
  const known: Record<string, string> = { Partition: account.partition, Region: account.region, Account: account.accountId };
  return template.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
    const given = properties[variable];
    return known[variable] ?? (typeof given === 'string' ? given : name);
  });
}
