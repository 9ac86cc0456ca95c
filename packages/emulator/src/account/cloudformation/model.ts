import type { Account } from '../account';
import { formatError, unresolvedInConditions, ValidationError } from './errors';
import { checkAcyclic, type Dependencies } from './graph';
import { toText, type Json, type JsonObject } from './json';
import { resolve, type Scope } from './template/evaluate';
import { referencesOf } from './template/expressions';
import type { ParameterValue, ResourceDefinition, Template } from './template/model';
import { parameterReference } from './template/parameters';
import { checkRules } from './template/rules';

/** A template with parameter values: the resources to deploy and their order. */
export interface Model {
  readonly template: Template;
  readonly parameters: readonly ParameterValue[];
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly context: StackContext;
  /** The resources whose condition is true, in template order. */
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  /** The dependencies of each resource. */
  readonly dependencies: Dependencies;
}

export interface StackContext {
  readonly account: Account;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

/** Values that only a deployment knows. */
export interface Lookup {
  ref(resource: string): Json;
  getAtt(resource: string, attribute: string): Json;
  importValue(name: string): string;
}

type Base = Pick<Model, 'template' | 'parameters' | 'context'>;

export function buildModel(template: Template, parameters: readonly ParameterValue[], context: StackContext): Model {
  const base = { template, parameters, context };
  const conditions = evaluateConditions(base);
  const isTrue = (condition: string) => conditions[condition];
  checkRules(template, scopeOf({ ...base, conditions }, nothing));
  const isIncluded = ({ Condition }: ResourceDefinition) => Condition === undefined || isTrue(Condition);
  const resources = Object.fromEntries(Object.entries(template.Resources).filter(([, definition]) => isIncluded(definition)));
  const needs = (definition: ResourceDefinition) => needsOf(definition, template, resources, isTrue);
  const dependencies = Object.fromEntries(Object.entries(resources).map(([id, definition]) => [id, needs(definition)]));
  checkAcyclic(dependencies);
  for (const output of liveOutputs({ template, conditions })) {
    const missing = missingIn(output.definition as unknown as Json, template, resources, isTrue);
    if (missing.length) throw new ValidationError(`Unresolved resource dependencies [${missing.join(', ')}] in the Outputs block of the template`);
  }
  return { ...base, conditions, resources, dependencies };
}

const nothing: Lookup = {
  ref: unresolvedInConditions,
  getAtt: id => nothing.ref(id),
  importValue: name => { throw formatError(`Cannot import ${name} in the Conditions block of the template`); },
};

function evaluateConditions(base: Base): Record<string, boolean> {
  const conditions: Record<string, boolean> = {};
  const isTrue = (name: string): boolean => {
    conditions[name] ??= resolve(base.template.Conditions[name], scope) === true;
    return conditions[name];
  };
  const scope: Scope = { ...scopeOf({ ...base, conditions: {} }, nothing), isTrue };
  Object.keys(base.template.Conditions).forEach(isTrue);
  return conditions;
}

function missingIn(value: Json, template: Template, resources: Model['resources'], isTrue: (condition: string) => boolean): string[] {
  const ids = referencesOf(value, isTrue).map(reference => reference.id);
  return [...new Set(ids.filter(id => id in template.Resources && !(id in resources)))];
}

function needsOf(definition: ResourceDefinition, template: Template, resources: Model['resources'], isTrue: (condition: string) => boolean): string[] {
  const values = [definition.Properties ?? {}, definition.Metadata ?? {}];
  const missing = missingIn(values, template, resources, isTrue);
  if (missing.length) throw formatError(`Unresolved resource dependencies [${missing.join(', ')}] in the Resources block of the template`);
  const needs = [...referencesOf(values, isTrue).map(reference => reference.id), ...[definition.DependsOn ?? []].flat()];
  return [...new Set(needs.filter(id => id in resources))];
}

export function liveOutputs({ template, conditions }: Pick<Model, 'template' | 'conditions'>) {
  return Object.entries(template.Outputs)
    .filter(([, { Condition }]) => Condition === undefined || conditions[Condition])
    .map(([key, definition]) => ({ key, definition }));
}

/** The pseudo parameters of a stack, without AWS::NoValue. */
function pseudoParameters({ account, stackId, stackName, notificationArns }: StackContext): Record<string, Json> {
  return {
    'AWS::AccountId': account.accountId,
    'AWS::NotificationARNs': [...notificationArns],
    'AWS::Partition': account.partition,
    'AWS::Region': account.region,
    'AWS::StackId': stackId,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}

/** Looks up parameters and pseudo parameters; undefined for unknown names. */
export function parameterValues(parameters: readonly ParameterValue[], context: StackContext): (name: string) => Json | undefined {
  const pseudo = pseudoParameters(context);
  const values = new Map(parameters.map(parameter => [parameter.key, parameter]));
  return name => {
    const parameter = values.get(name);
    return parameter ? parameterReference(parameter) : pseudo[name];
  };
}

export function scopeOf(model: Pick<Model, 'template' | 'parameters' | 'conditions' | 'context'>, lookup: Lookup): Scope {
  return {
    template: model.template,
    region: model.context.account.region,
    parameter: parameterValues(model.parameters, model.context),
    isTrue: condition => model.conditions[condition],
    ...lookup,
  };
}

/** The desired state of a resource, evaluated. */
export interface Desired {
  readonly properties: JsonObject;
  readonly metadata?: Json;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
}

type Evaluate = (value: Json, scope: Scope) => Json | undefined;

export function desiredOf(definition: ResourceDefinition, scope: Scope, evaluate: Evaluate = resolve): Desired {
  const policy = (value: Json | undefined) => {
    const evaluated = value === undefined ? undefined : resolve(value, scope);
    return evaluated === undefined ? undefined : toText(evaluated);
  };
  return {
    properties: evaluate(definition.Properties ?? {}, scope) as JsonObject,
    metadata: definition.Metadata === undefined ? undefined : evaluate(definition.Metadata, scope),
    deletionPolicy: policy(definition.DeletionPolicy),
    updateReplacePolicy: policy(definition.UpdateReplacePolicy),
  };
}
