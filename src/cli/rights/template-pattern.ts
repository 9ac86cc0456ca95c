import { ACCOUNT, REGION } from './role-policy';
import { isObject } from '../../model/json';
import { moduleStackName } from '../../model/names';
import { namePrefix, nameProperty } from '../../model/resource-names';
import { arnFormat, hasGeneratedId } from '@cv-insync/emulator/facts';

export interface TemplateResources {
  readonly solution: string;
  readonly module: string;
  readonly resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

/** A variable of a policy, or a literal one of `Fn::Sub`. */
const VARIABLE = /\$\{[^}]*\}/g;

/**
 * The resource that a policy of a template names, as a pattern of policies in some account and region: what is known only after the deployment
 * is `*`, and resources of the template have names with the module's prefix.
 */
export const resourcePattern = (value: unknown, template: TemplateResources): string =>
  textPattern(value, template, true).replace(VARIABLE, '*').replace(/\*+/g, '*');

/** @param atStart whether the value begins the text, where a reference to a resource is its ARN and not its name */
function textPattern(value: unknown, template: TemplateResources, atStart: boolean): string {
  if (typeof value === 'string') return value;
  if (!isObject(value) || Object.keys(value).length !== 1) return '*';
  const [[name, argument]] = Object.entries(value);
  if (name === 'Ref') return referred(String(argument), template, atStart);
  if (name === 'Fn::GetAtt') return attribute(argument, template, atStart);
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map((part, index) => textPattern(part, template, atStart && index === 0)).join(String(argument[0]));
  }
  return name === 'Fn::Sub' ? substituted(argument, template, atStart) : '*';
}

function substituted(argument: unknown, template: TemplateResources, atStart: boolean): string {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  return String(text).replace(/\$\{([^!}][^}]*)\}/g, (_, variable: string, offset: number) => {
    const [key, isFirst] = [variable.trim(), atStart && offset === 0];
    if (isObject(given) && key in given) return textPattern(given[key], template, isFirst);
    return key.includes('.') ? attribute(key, template, isFirst) : referred(key, template, isFirst);
  });
}

function referred(name: string, template: TemplateResources, atStart: boolean): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::AccountId': ACCOUNT,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': moduleStackName(template.solution, template.module),
  };
  if (known[name] !== undefined) return known[name];
  if (!template.resources[name]) return '*';
  return atStart ? arnPattern(name, template) : namePattern(name, template);
}

function attribute(argument: unknown, template: TemplateResources, atStart: boolean): string {
  const [id, ...names] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  if (!template.resources[id] || !atStart) return '*';
  // Other ARNs of a resource begin with its own: that of a table's stream, and of a log group's streams.
  return /(Arn|Id)$/.test(names.join('.')) ? `${arnPattern(id, template)}*` : '*';
}

/** The ARN of a resource of the template. Ids that AWS chooses are unknown. */
function arnPattern(id: string, template: TemplateResources): string {
  const { Type } = template.resources[id];
  const format = arnFormat(Type);
  if (format === undefined) return '*';
  const variables = [...format.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  const known: Readonly<Record<string, string>> = { Partition: 'aws', Region: REGION, Account: ACCOUNT };
  const isNamed = nameProperty(Type) !== undefined || !hasGeneratedId(Type);
  const last = isNamed ? namePattern(id, template).replace(/^\//, '') : '*';
  return format.replace(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? (name === variables[variables.length - 1] ? last : '*'));
}

/** Without a name, it is the logical id and digits, shortened if need be. */
function namePattern(id: string, template: TemplateResources): string {
  const { Type, Properties = {} } = template.resources[id];
  const written = Properties[nameProperty(Type) ?? ''];
  return written === undefined ? `${namePrefix(template.solution, template.module, Type)}*` : textPattern(written, template, false);
}
