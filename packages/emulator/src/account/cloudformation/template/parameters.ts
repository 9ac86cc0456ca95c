import { ValidationError } from '../errors';
import { toText, type Json } from '../json';
import type { ParameterDefinition, ParameterValue, Template } from './model';

/** A parameter in a request, with the SDK's member names. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/** Reads values of the parameter store by name. Missing names are absent from the result. */
export type ReadStore = (names: readonly string[]) => Promise<Readonly<Record<string, string>>>;

const STORE_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const isStored = (type: string) => STORE_VALUE.test(type);

/** Resolves and validates the value of every declared parameter. The parameter store is read last, after all other checks. */
export async function resolveParameters(
  template: Template, given: readonly GivenParameter[], previous: readonly ParameterValue[], readStore: ReadStore,
): Promise<ParameterValue[]> {
  const unknown = given.filter(({ ParameterKey }) => !(ParameterKey! in template.Parameters));
  if (unknown.length) throw new ValidationError(`Parameters: [${unknown.map(p => p.ParameterKey).join(', ')}] do not exist in the template`);

  const values = Object.entries(template.Parameters).map(([key, definition]) => {
    const value = valueOf(key, definition, given.find(p => p.ParameterKey === key), previous);
    return { key, value, type: definition.Type, noEcho: String(definition.NoEcho) === 'true', definition };
  });
  const missing = values.filter(({ value }) => value === undefined);
  if (missing.length) throw new ValidationError(`Parameters: [${missing.map(p => p.key).join(', ')}] must have values`);
  for (const { key, value, definition } of values) check(key, value!, definition);
  return fromStore(template, values.map(({ definition, ...parameter }) => ({ ...parameter, value: parameter.value! })), readStore);
}

function valueOf(
  key: string, definition: ParameterDefinition, given: GivenParameter | undefined, previous: readonly ParameterValue[],
): string | undefined {
  if (given?.UsePreviousValue) {
    const before = previous.find(parameter => parameter.key === key);
    if (!before) {
      throw new ValidationError(`Invalid input for parameter key ${key}. `
        + 'Cannot specify usePreviousValue as true for a parameter key not in the previous template');
    }
    return before.value;
  }
  const value = given?.ParameterValue ?? definition.Default;
  return value === undefined || value === null ? undefined : toText(value);
}

/** Why a parameter's default value is not among the values that the parameter accepts; undefined if it is, or if there is none. */
export function defaultProblem(key: string, definition: ParameterDefinition): string | undefined {
  if (definition.Default === undefined || definition.Default === null || isStored(definition.Type)) return undefined;
  try {
    check(key, toText(definition.Default), definition);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function check(key: string, value: string, definition: ParameterDefinition): void {
  const fail = (rule: string) => {
    const why = definition.ConstraintDescription ? `failed to satisfy constraint: ${definition.ConstraintDescription}` : rule;
    throw new ValidationError(`Parameter '${key}' ${why}`);
  };
  const isList = /List/.test(definition.Type);
  const items = isList ? split(value) : [value];
  if (/^(Number|List<Number>)$/.test(definition.Type) && !items.every(item => item.trim() !== '' && Number.isFinite(Number(item)))) {
    throw new ValidationError(`Parameter '${key}' must be a number.`);
  }
  const allowed = definition.AllowedValues?.map(toText);
  if (allowed && !items.every(item => allowed.includes(item))) fail('must be one of AllowedValues');
  const pattern = definition.AllowedPattern ? patternOf(key, definition.AllowedPattern) : undefined;
  if (pattern && !items.every(item => pattern.test(item))) {
    fail(`must match pattern ${definition.AllowedPattern}`);
  }
  if (definition.MinLength !== undefined && value.length < Number(definition.MinLength)) fail(`must contain at least ${String(definition.MinLength)} characters`);
  if (definition.MaxLength !== undefined && value.length > Number(definition.MaxLength)) fail(`must contain at most ${String(definition.MaxLength)} characters`);
  if (definition.MinValue !== undefined && Number(value) < Number(definition.MinValue)) fail(`must be a number not less than ${String(definition.MinValue)}`);
  if (definition.MaxValue !== undefined && Number(value) > Number(definition.MaxValue)) fail(`must be a number not greater than ${String(definition.MaxValue)}`);
  if (value.length > 4096) throw new ValidationError(`Length of value for parameter ${key} is ${value.length}, which is greater than maximum allowed, 4096`);
}

/** CloudFormation's patterns are Java's, some of which JavaScript cannot read. */
function patternOf(key: string, text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    throw new ValidationError(`Parameter '${key}' has an AllowedPattern that is not a regular expression of JavaScript, which is all that the emulator reads: ${text}`);
  }
}

async function fromStore(template: Template, parameters: ParameterValue[], readStore: ReadStore): Promise<ParameterValue[]> {
  const names = [...new Set(parameters.filter(({ type }) => isStored(type)).map(({ value }) => value))];
  if (!names.length) return parameters;
  const found = await readStore(names);
  const isMissing = ({ type, value }: ParameterValue) => isStored(type) && !(value in found);
  const given = parameters.find(parameter => isMissing(parameter) && template.Parameters[parameter.key].Default === undefined);
  if (given) throw new ValidationError(`Parameter ${given.key} should either have input value or default value`);
  const missing = names.filter(name => !(name in found));
  if (missing.length) throw new ValidationError(`Unable to fetch parameters [${missing.join(',')}] from parameter store for this account.`);
  return parameters.map(parameter => isStored(parameter.type) ? { ...parameter, resolved: found[parameter.value] } : parameter);
}

const split = (value: string) => value.split(',').map(item => item.trim());

/** The value of `Ref` to a parameter. */
export function parameterReference({ type, value, resolved }: ParameterValue): Json {
  const inner = STORE_VALUE.exec(type)?.[1];
  const isList = /^(CommaDelimitedList|List<)/.test(inner ?? type);
  return isList ? split(resolved ?? value) : resolved ?? value;
}
