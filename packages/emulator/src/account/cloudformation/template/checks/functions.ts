import { templateError } from '../../errors';
import { isObject, type Json } from '../../json';
import { eachFunction, splitAttribute } from '../expressions';
import type { Template } from '../model';

const isList = (argument: Json, min: number, max = min) => Array.isArray(argument) && argument.length >= min && argument.length <= max;
const isFunctionOr = (is: (value: Json) => boolean) => (value: Json) => isObject(value) || is(value);
const isText = isFunctionOr(value => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean');
const isIndex = isFunctionOr(value => /^\d+$/.test(String(value)));

function isSelection(argument: Json): boolean {
  if (!Array.isArray(argument) || argument.length !== 2) return false;
  const [index, list] = argument;
  if (!isIndex(index)) return false;
  return isObject(list) || (Array.isArray(list) && (isObject(index) || Number(index) < list.length));
}

function isSubstitution(argument: Json): boolean {
  if (typeof argument === 'string') return true;
  return Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string' && isObject(argument[1]);
}

const isNonEmpty = (value: Json) => typeof value === 'string' && value !== '';

function isAttribute(argument: Json): boolean {
  if (typeof argument === 'string') return argument.includes('.') && splitAttribute(argument).every(isNonEmpty);
  if (!Array.isArray(argument) || argument.length !== 2) return false;
  const [id, attribute] = argument;
  return isNonEmpty(id) && (isObject(attribute) || isNonEmpty(attribute));
}

/** The check of each function's argument, with AWS's error text. */
const CHECKS: Readonly<Record<string, readonly [check: (argument: Json) => boolean, message: string]>> = {
  'Fn::Equals': [argument => isList(argument, 2), 'every Fn::Equals object requires a list of 2 string parameters.'],
  'Fn::And': [argument => isList(argument, 2, 10), 'every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.'],
  'Fn::Or': [argument => isList(argument, 2, 10), 'every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.'],
  'Fn::Not': [argument => isList(argument, 1), 'Fn::Not object requires a list of 1 boolean parameter.'],
  'Fn::If': [argument => isList(argument, 3) && typeof (argument as Json[])[0] === 'string',
    'Fn::If requires a list argument with three elements, the first of which is the name of a condition'],
  'Fn::Select': [isSelection, 'Fn::Select requires a list argument with two elements: an integer index and a list'],
  'Fn::Split': [argument => isList(argument, 2) && typeof (argument as Json[])[0] === 'string' && isText((argument as Json[])[1]),
    'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.'],
  'Fn::Join': [argument => isList(argument, 2) && typeof (argument as Json[])[0] === 'string' && typeof (argument as Json[])[1] === 'object',
    'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.'],
  'Fn::Sub': [isSubstitution, 'One or more Fn::Sub intrinsic functions don\'t specify expected arguments. '
    + 'Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string'],
  'Fn::GetAtt': [isAttribute,
    'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute'],
  'Fn::FindInMap': [argument => isList(argument, 3), 'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value'],
  'Fn::Cidr': [argument => isList(argument, 2, 3), 'every Fn::Cidr object requires two or three parameters, (1) ipBlock, (2) count and optionally (3) cidrBits'],
  'Ref': [argument => typeof argument === 'string', 'every Ref object must have a single String value.'],
};

/** The functions that need no transform, in the order of AWS's error text. */
const SUPPORTED = [
  'Fn::Base64', 'Fn::GetAtt', 'Fn::GetAZs', 'Fn::ImportValue', 'Fn::Join', 'Fn::Split', 'Fn::FindInMap', 'Fn::Select', 'Ref', 'Fn::Equals', 'Fn::If',
  'Fn::Not', 'Condition', 'Fn::And', 'Fn::Or', 'Fn::Contains', 'Fn::EachMemberEquals', 'Fn::EachMemberIn', 'Fn::ValueOf', 'Fn::ValueOfAll', 'Fn::RefAll',
  'Fn::Sub', 'Fn::Cidr',
];

/** AWS supports these; evaluation reports that the emulator does not. */
const ELSEWHERE = ['Fn::Transform', 'Fn::GetStackOutput'];

/** Functions that AWS::LanguageExtensions may leave to the deployment. */
const EXTENSIONS = ['Fn::Length', 'Fn::ToJsonString'];

/** Checks that every function is supported and has a valid argument. */
export function checkFunctions(template: Template, isProcessed: boolean): void {
  const values = [template.Conditions, template.Resources, template.Outputs].flatMap(section => Object.values(section));
  const known = [...SUPPORTED, ...ELSEWHERE, ...isProcessed ? EXTENSIONS : []];
  eachFunction(values as Json[], (name, argument) => {
    if (!known.includes(name)) throw templateError(`Encountered unsupported function: ${name} Supported functions are: [${SUPPORTED.join(', ')}]`);
    const [check, message] = CHECKS[name] ?? [];
    if (check && !check(argument)) throw templateError(message as string);
  });
}
