import { formatError, ValidationError } from '../../errors';
import { isObject, type Json, type JsonObject } from '../../json';
import { functionOf } from '../expressions';
import type { Template } from '../model';

const RESOURCE_MEMBERS = [
  'Type', 'Properties', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'CreationPolicy', 'UpdatePolicy', 'Description',
];
const CONDITION_FUNCTIONS = ['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Condition'];

type Conditions = Template['Conditions'];

export function checkResources({ Resources, Conditions }: Template): void {
  for (const [id, resource] of Object.entries(Resources as Readonly<Record<string, unknown>>)) {
    // Without its transform, a loop is an invalid resource.
    if (id.startsWith('Fn::ForEach::')) throw formatError(`[/Resources/${id}] resource definition is malformed`);
    if (!isObject(resource)) throw formatError('Any Resources member must be an object.');
    checkResource(id, resource, Conditions);
  }
}

function checkResource(id: string, resource: JsonObject, conditions: Conditions): void {
  if (typeof resource.Type !== 'string') throw formatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  const unknown = Object.keys(resource).find(member => !RESOURCE_MEMBERS.includes(member));
  if (unknown !== undefined) throw new ValidationError(`Invalid template resource property '${unknown}'`);
  const { Properties, Condition } = resource;
  if (Properties !== undefined && Properties !== null && !isObject(Properties)) throw formatError('Every Properties member must be an object.');
  checkNulls(resource, `/Resources/${id}`);
  checkCondition(Condition, conditions, 'Resources');
}

export function checkOutputs({ Outputs, Conditions }: Template): void {
  for (const [id, output] of Object.entries(Outputs as Readonly<Record<string, unknown>>)) {
    if (!isObject(output)) throw formatError('Any Outputs member must be an object.');
    if (output.Value === undefined) throw formatError('Every Outputs member must contain a Value object');
    checkNulls(output, `/Outputs/${id}`);
    const [name] = functionOf(output.Value) ?? [];
    if (name ? CONDITION_FUNCTIONS.includes(name) : typeof output.Value === 'object') {
      throw formatError('The Value field of every Outputs member must evaluate to a String.');
    }
    checkCondition(output.Condition, Conditions, 'Outputs');
  }
}

function checkCondition(condition: Json | undefined, conditions: Conditions, block: string): void {
  if (condition === undefined) return;
  if (typeof condition !== 'string') throw formatError('Every Condition member must be a string.');
  if (!(condition in conditions)) throw formatError(`Unresolved condition dependency ${condition} in the ${block} block of the template`);
}

export function checkNulls(value: Json, path: string): void {
  if (value === null && !path.endsWith('/Properties')) throw formatError(`[${path}] 'null' values are not allowed in templates`);
  if (Array.isArray(value)) value.forEach((item, i) => checkNulls(item, `${path}/${i}`));
  else if (isObject(value)) Object.entries(value).forEach(([key, item]) => checkNulls(item, `${path}/${key}`));
}
