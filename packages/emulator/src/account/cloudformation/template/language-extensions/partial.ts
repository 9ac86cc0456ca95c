import { isObject, type Json, type JsonObject } from '../../json';
import { resolve, Unknown } from '../evaluate';
import { eachFunction, functionOf, variablesOf } from '../expressions';
import type { Knowledge } from './knowledge';
import { layoutError, TransformError } from './transform-error';

/** Functions whose values only a deployment knows. */
const DEFERRED = ['Fn::GetAtt', 'Fn::ImportValue', 'Fn::GetAZs', 'Fn::Cidr', 'Fn::Transform', 'Fn::GetStackOutput'];
/** Functions that stay in the template; only their arguments are resolved. */
const CONDITION_FUNCTIONS = ['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Condition'];

/** Resolves functions as far as possible; undefined for AWS::NoValue. */
export function partial(value: Json, knowledge: Knowledge): Json | undefined {
  if (Array.isArray(value)) return value.map(item => partial(item, knowledge)).filter(item => item !== undefined);
  if (!isObject(value)) return value;
  const found = functionOf(value);
  if (found) return partialFunction(found[0], found[1], knowledge);
  const members = Object.entries(value).map(([key, item]) => [key, partial(item, knowledge)] as const);
  return Object.fromEntries(members.filter(([, item]) => item !== undefined)) as JsonObject;
}

function partialFunction(name: string, argument: Json, knowledge: Knowledge): Json | undefined {
  if (name === 'Fn::If') return partialIf(argument, knowledge);
  if (name === 'Fn::ToJsonString') checkJson(argument, knowledge);
  if (name === 'Fn::FindInMap') return findInMap(argument, knowledge);
  const inner = partial(argument, knowledge) ?? null;
  if (DEFERRED.includes(name) || CONDITION_FUNCTIONS.includes(name)) return { [name]: inner };
  if (name === 'Fn::Length') return lengthOf(inner);
  if (hasFunctions(inner) || (name === 'Fn::Sub' && !isKnown(inner, knowledge))) return { [name]: inner };
  try {
    return resolve({ [name]: inner }, knowledge.scope);
  } catch (error) {
    if (error instanceof Unknown) return { [name]: inner };
    throw error;
  }
}

function partialIf(argument: Json, knowledge: Knowledge): Json | undefined {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') throw layoutError('Fn::If');
  const [condition, yes, no] = argument;
  if (!(condition in knowledge.conditions)) throw new TransformError(`Key ${condition} is missing in the map.`);
  return partial(knowledge.isTrue(condition) ? yes : no, knowledge);
}

function lengthOf(list: Json): number {
  if (Array.isArray(list)) return list.length;
  if (functionOf(list)) throw new TransformError('The Fn::Length value could not be resolved for properties');
  throw layoutError('Fn::Length');
}

function findInMap(argument: Json, knowledge: Knowledge): Json | undefined {
  if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) throw layoutError('Fn::FindInMap');
  const [map, first, second] = argument.slice(0, 3).map(key => partial(key, knowledge));
  if ([map, first, second].some(key => key === undefined || typeof key === 'object')) throw layoutError('Fn::FindInMap');
  const options = argument[3] ?? {};
  if (!isObject(options)) throw layoutError('Fn::FindInMap');
  const found = (knowledge.scope.template.Mappings[String(map)]?.[String(first)] as JsonObject | undefined)?.[String(second)];
  if (found !== undefined) return found;
  if ('DefaultValue' in options) return partial(options.DefaultValue, knowledge);
  throw new TransformError(`Mappings not found in template for key /${String(first)}/${String(second)}`);
}

function checkJson(argument: Json, { member }: Knowledge): void {
  if (argument === null || typeof argument !== 'object') throw layoutError('Fn::ToJsonString');
  eachFunction(argument, name => {
    if (CONDITION_FUNCTIONS.includes(name)) throw new TransformError(`Fn::ToJsonString does not support ${name} intrinsic function for resource ${member}`);
  });
}

function hasFunctions(value: Json): boolean {
  let found = false;
  eachFunction(value, () => { found = true; });
  return found;
}

/** True if all variables of a `Fn::Sub` are parameters or given in its map. */
function isKnown(argument: Json, knowledge: Knowledge): boolean {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  const isGiven = (name: string) => (isObject(given) && name in given) || knowledge.parameter(name) !== undefined;
  return typeof text === 'string' && variablesOf(text).every(isGiven);
}
