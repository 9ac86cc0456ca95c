import { AwsError } from '../../aws-error';
import { exportsOf } from '../engine/exports';
import type { Runtime } from '../engine/runtime';
import { templateError, ValidationError } from '../errors';
import type { Json } from '../json';
import { buildModel, type Model, type StackContext } from '../model';
import { resourceType } from '../resource-types';
import type { StackDefinition, StackState, Tag } from '../state';
import { checkCapabilities } from './capabilities';
import { templateText, type TemplateSource } from './template-source';
import { Unknown } from '../template/evaluate';
import { referencesOf } from '../template/expressions';
import type { ParameterValue, Template } from '../template/model';
import { resolveParameters, type GivenParameter } from '../template/parameters';
import { templateOf } from '../template/read';

/** What CreateStack, UpdateStack and CreateChangeSet have in common. */
export interface DeploymentInput extends TemplateSource {
  readonly Parameters?: readonly GivenParameter[];
  readonly Tags?: readonly Tag[];
  readonly Capabilities?: readonly string[];
  readonly ResourceTypes?: readonly string[];
  readonly RoleARN?: string;
  readonly NotificationARNs?: readonly string[];
  readonly RollbackConfiguration?: { readonly RollbackTriggers?: readonly { readonly Arn: string; readonly Type: string }[] };
}

export interface Prepared {
  readonly model: Model;
  readonly definition: Omit<StackDefinition, 'outputs' | 'imports'>;
}

/** Everything that AWS checks before it answers a request that deploys a template. */
export async function prepare(runtime: Runtime, input: DeploymentInput, context: StackContext, previous?: StackState): Promise<Prepared> {
  checkRollbackTriggers(input);
  const text = await templateText(runtime, input, previous);
  const template = templateOf(text);
  checkResourceTypes(template, input.ResourceTypes);
  const parameters = await resolveParameters(template, input.Parameters ?? [], previous?.parameters ?? [], names => readStore(runtime, names));
  checkCapabilities(template, input.Capabilities ?? []);
  const model = buildModel(template, parameters, context);
  checkAttributes(model);
  return {
    model,
    definition: {
      template: text,
      description: template.Description,
      parameters,
      tags: input.Tags ?? previous?.tags ?? [],
      capabilities: input.Capabilities ?? [],
      roleArn: input.RoleARN ?? previous?.roleArn,
      notificationArns: input.NotificationARNs ?? previous?.notificationArns ?? [],
    },
  };
}

/** The model of what is deployed. */
export function deployedModel(runtime: Runtime, stack: StackState): Model {
  return buildModel(templateOf(stack.template), stack.parameters as ParameterValue[], contextOf(runtime, stack));
}

export function contextOf({ account }: Runtime, stack: Pick<StackState, 'id' | 'name' | 'notificationArns'>): StackContext {
  return { account, stackId: stack.id, stackName: stack.name, notificationArns: stack.notificationArns };
}

/** Imports as far as they are known when changes are planned. */
export const plannedImport = (runtime: Runtime) => (name: string): string => {
  const found = exportsOf(runtime).get(name);
  if (!found) throw new Unknown();
  return found.value;
};

async function readStore({ account }: Runtime, names: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (let i = 0; i < names.length; i += 10) {
    const { Parameters = [] } = await account.call('ssm', 'GetParameters', { Names: names.slice(i, i + 10), WithDecryption: true });
    for (const { Name, Selector, Value } of Parameters) {
      found[`${Name}${Selector ?? ''}`] = Value;
      found[Name] ??= Value;
    }
  }
  return found;
}

function checkResourceTypes(template: Template, allowed: readonly string[] | undefined): void {
  if (!allowed?.length) return;
  const fits = (type: string) => allowed.some(pattern => pattern === type || (pattern.endsWith('::*') && type.startsWith(pattern.slice(0, -1))));
  const wrong = Object.values(template.Resources).find(({ Type }) => !fits(Type));
  if (wrong) throw new ValidationError(`Resource type ${wrong.Type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`);
}

function checkRollbackTriggers({ RollbackConfiguration }: DeploymentInput): void {
  for (const { Arn, Type } of RollbackConfiguration?.RollbackTriggers ?? []) {
    if (!['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].includes(Type)) throw new ValidationError('Rollback Trigger Type not supported');
    if (!/^arn:[^:]+:cloudwatch:[^:]*:\d+:alarm:.+$/.test(Arn)) throw new ValidationError("RelativeId of a Rollback Trigger's ARN is incorrect");
  }
}

/** Attributes that a type does not have. Of custom resources and nested stacks nobody knows before. */
function checkAttributes({ resources, conditions, template }: Model): void {
  const open = ['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack'];
  const values = [
    ...Object.values(resources).map(({ Properties }) => Properties ?? {}),
    ...Object.values(template.Outputs).map(({ Value }) => Value),
  ];
  for (const { kind, id, attribute } of referencesOf(values as Json[], condition => conditions[condition])) {
    if (kind !== 'GetAtt' || attribute === undefined || !(id in resources)) continue;
    const { Type } = resources[id];
    const schema = resourceType(Type);
    if (!schema || open.includes(Type)) continue;
    const isKnown = schema.attributes.includes(attribute) || schema.properties.includes(attribute.split('.')[0]);
    if (!isKnown) throw templateError(`resource ${id} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
}

export const alreadyExists = (name: string) => new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
