/**
 * Writes what CloudFormation's published resource schemas say about every resource type: what cannot change without
 * replacement, what identifies a resource, what can be read from it. The rehearsal looks it up at run time; the schemas
 * themselves are too big to load there.
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource } from '@aws-cdk/service-spec-types';

const TARGET = join(__dirname, '../src/account/cloudformation/resource-types.generated.json');

type Properties = Resource['properties'];
const names = (properties: Properties, wanted: (property: Properties[string]) => boolean) =>
  Object.entries(properties).filter(([, property]) => wanted(property)).map(([name]) => name).sort();

/** One line per type, fields joined by `|`, lists by `,`: a fourth of the size of nested objects. */
function line(resource: Resource): string {
  const { properties, attributes, tagInformation } = resource;
  return [
    resource.primaryIdentifier ?? [],
    resource.cfnRefIdentifier ?? [],
    names(properties, property => property.causesReplacement === 'yes'),
    names(properties, property => property.causesReplacement === 'maybe'),
    names(properties, property => property.required === true),
    names(properties, () => true),
    Object.keys(attributes).sort(),
    tagInformation ? [tagInformation.tagPropertyName, tagInformation.variant] : [],
    resource.arnTemplate ?? '',
  ].map(field => Array.isArray(field) ? field.join(',') : field).join('|');
}

/** All resource types, by name. */
export function resourceTypes(): Record<string, string> {
  const resources = [...loadAwsServiceSpecSync().all('resource')];
  return Object.fromEntries(resources.map(resource => [resource.cloudFormationType, line(resource)] as const).sort(([a], [b]) => a < b ? -1 : 1));
}

if (require.main === module) writeFileSync(TARGET, `${JSON.stringify(resourceTypes(), null, 1)}\n`);
