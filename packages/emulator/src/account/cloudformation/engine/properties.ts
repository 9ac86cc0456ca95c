import { resourceType } from '../resource-types';
import type { ResourceState } from '../state';

/** Custom resources have properties of their author's choice. */
const isCustom = (type: string) => type === 'AWS::CloudFormation::CustomResource';

/** The checks that AWS makes right before it creates or updates a resource. */
export function checkProperties({ type, properties }: ResourceState): void {
  const schema = resourceType(type);
  if (!schema) return;
  const missing = schema.required.filter(key => !(key in properties));
  const unknown = isCustom(type) ? [] : Object.keys(properties).filter(key => !schema.properties.includes(key));
  const problems = [
    ...missing.map(key => `The property {/${key}} is required`),
    ...unknown.length ? [`Encountered unsupported properties in {/}: [${unknown.join(', ')}]`] : [],
  ];
  if (problems.length) throw new Error(`Property validation failure: [${problems.join(', ')}]`);
}
