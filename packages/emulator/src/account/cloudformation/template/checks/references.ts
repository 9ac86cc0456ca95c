import { formatError, templateError } from '../../errors';
import type { Json } from '../../json';
import { eachFunction, functionOf, isPseudoParameter, referencesOf } from '../expressions';
import type { Template } from '../model';

const PSEUDO_PARAMETERS = ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(name => `AWS::${name}`);

/** Rejects references to undefined names. Conditions may still exclude what is defined. */
export function checkReferences(template: Template): void {
  const isDefined = (id: string) => id in template.Parameters || id in template.Resources || PSEUDO_PARAMETERS.includes(id);
  const check = (value: Json | undefined, block: string, dependencies: readonly string[] = []) => {
    const references = referencesOf(value);
    const missing = [
      ...references.filter(reference => reference.kind === 'Ref' && !isDefined(reference.id)).map(reference => reference.id),
      ...dependencies.filter(id => !(id in template.Resources)),
    ];
    if (missing.length) throw formatError(`Unresolved resource dependencies [${[...new Set(missing)].join(', ')}] in the ${block} block of the template`);
    const attribute = references.find(reference => reference.kind === 'GetAtt' && !(reference.id in template.Resources));
    if (attribute) throw templateError(`instance of Fn::GetAtt references undefined resource ${attribute.id}`);
  };
  for (const resource of Object.values(template.Resources)) {
    check(resource as unknown as Json, 'Resources', [resource.DependsOn ?? []].flat());
  }
  for (const output of Object.values(template.Outputs)) check(output as unknown as Json, 'Outputs');
  for (const condition of Object.values(template.Conditions)) {
    const resource = referencesOf(condition).find(reference => !(reference.id in template.Parameters) && !isPseudoParameter(reference.id));
    if (resource) throw templateError(`Unresolved dependencies [${resource.id}]. Cannot reference resources in the Conditions block of the template`);
  }
}

/** Rejects undefined conditions in Fn::If. */
export function checkConditionUses({ Conditions, Resources, Outputs }: Template): void {
  const everywhere = [Resources, Outputs, Conditions].flatMap(section => Object.values(section)) as Json[];
  eachFunction(everywhere, (name, argument) => {
    if (name !== 'Fn::If' || !Array.isArray(argument)) return;
    const [condition] = argument;
    if (typeof condition === 'string' && !(condition in Conditions)) throw templateError(`unresolved condition dependency ${condition} in Fn::If`);
  });
}

/** Rejects undefined and circular conditions in conditions. */
export function checkConditions(conditions: Template['Conditions']): void {
  const checked = new Set<string>();
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id)) throw templateError(`Circular dependency between conditions: [${path.join(', ')}]`);
    if (checked.has(id)) return;
    eachFunction(conditions[id], (name, argument) => {
      const used = name === 'Condition' ? argument : name === 'Fn::If' && Array.isArray(argument) ? argument[0] : undefined;
      if (used === undefined) return;
      if (String(used) in conditions) visit(String(used), [...path, id]);
      else if (name === 'Condition') throw templateError(`unresolved condition dependency ${String(used)} in the Conditions block`);
    });
    checked.add(id);
  };
  for (const [id, condition] of Object.entries(conditions)) {
    if (!functionOf(condition)) throw templateError(`every Conditions member must contain a function (condition ${id})`);
    visit(id, []);
  }
}
