import { templateError } from './errors';
import { isObject, type Json } from './json';
import { liveOutputs, type Model } from './model';
import { resourceType } from './resource-types';
import { functionOf, referencesOf, splitAttribute } from './template/expressions';

/** Attributes of custom resources and nested stacks are only known after creation. */
const OPEN = ['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack'];

function hasAttribute(type: string, attribute: string): boolean {
  const schema = resourceType(type);
  return !schema || OPEN.includes(type) || schema.attributes.includes(attribute) || schema.properties.includes(attribute.split('.')[0]);
}

/** Rejects a `Fn::GetAtt` in resource properties whose attribute the referenced type does not have. */
export function checkAttributes({ resources, conditions }: Model): void {
  const values = Object.values(resources).map(({ Properties }) => Properties ?? {});
  for (const { kind, id, attribute } of referencesOf(values as Json[], condition => conditions[condition])) {
    if (kind !== 'GetAtt' || attribute === undefined || !(id in resources) || hasAttribute(resources[id].Type, attribute)) continue;
    throw templateError(`resource ${id} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
}

/** The first invalid `Fn::GetAtt` in the outputs; AWS checks these when the deployment starts, not when the request is validated. */
export function outputProblem(model: Model): string | undefined {
  for (const { key, definition } of liveOutputs(model)) {
    const problem = attributeProblem(definition.Value, `/Outputs/${key}/Value`, model);
    if (problem) return problem;
  }
  return undefined;
}

function attributeProblem(value: Json, path: string, model: Model): string | undefined {
  const [name, argument] = functionOf(value) ?? [];
  if (name === 'Fn::GetAtt') {
    const [id, attribute] = typeof argument === 'string' ? splitAttribute(argument) : argument as string[];
    const type = model.resources[id]?.Type;
    if (type === undefined || typeof attribute !== 'string' || hasAttribute(type, attribute)) return undefined;
    return `[Error] ${path}/Fn::GetAtt: Resource type ${type} does not support attribute {${attribute}}.`;
  }
  if (name === 'Fn::If') {
    const branch = model.conditions[(argument as string[])[0]] ? 1 : 2;
    return attributeProblem((argument as Json[])[branch], `${path}/Fn::If/${branch}`, model);
  }
  const parts: [string | number, Json][] = Array.isArray(value) ? value.map((item, i) => [i, item]) : isObject(value) ? Object.entries(value) : [];
  for (const [key, part] of parts) {
    const problem = attributeProblem(part, `${path}/${key}`, model);
    if (problem) return problem;
  }
  return undefined;
}
