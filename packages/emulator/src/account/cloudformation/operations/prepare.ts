import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { checkAttributes } from '../attributes';
import { exportsOf } from '../engine/exports';
import { TransformFailure } from '../engine/failure';
import type { Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import { buildModel, parameterValues, type Model, type StackContext } from '../model';
import type { StackDefinition, StackState, Tag } from '../state';
import { checkCapabilities } from './capabilities';
import { actorOf, type Actor } from './role';
import { templateText, type TemplateSource } from './template-source';
import { Unknown } from '../template/evaluate';
import { processLanguageExtensions } from '../template/language-extensions';
import type { ParameterValue, Template } from '../template/model';
import { resolveParameters, type GivenParameter } from '../template/parameters';
import { parseTemplate } from '../template/parse';
import { deployableTemplate } from '../template/read';
import { hasTransform } from '../template/validate';

/** The common input of CreateStack, UpdateStack and CreateChangeSet. */
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
  /** A failed transform fails the stack or change set, not the request. */
  readonly model: Model | TransformFailure;
  readonly definition: Omit<StackDefinition, 'outputs' | 'imports'>;
}

/** The checks that AWS makes before it answers a request that deploys a template. */
export async function prepare(
  runtime: Runtime, input: DeploymentInput, context: StackContext, call: Call, previous?: StackState,
  options: { readonly isChangeSet?: boolean } = {},
): Promise<Prepared> {
  checkRollbackTriggers(input);
  const actor = actorOf(input.RoleARN ?? previous?.roleArn, call);
  // The template of a nested stack is read with the permissions of its parent.
  const text = await templateText(runtime, input, call.cause?.startsWith('stack:') ? actor : actorOf(undefined, call), previous);
  // AWS reuses the processed template: a new parameter value does not change what the transforms resolved.
  const reused = input.UsePreviousTemplate ? previous?.processed : undefined;
  const template = deployableTemplate({ template: text, processed: reused });
  const parameters = await resolveParameters(template, input.Parameters ?? [], previous?.parameters ?? [], names => readStore(runtime, names, actor));
  const definition = {
    template: text,
    description: template.Description,
    parameters,
    tags: input.Tags ?? previous?.tags ?? [],
    capabilities: input.Capabilities ?? [],
    roleArn: input.RoleARN ?? previous?.roleArn,
    notificationArns: input.NotificationARNs ?? previous?.notificationArns ?? [],
  };
  checkCapabilities(template, input.Capabilities ?? [], options);
  const { processed = reused, failure } = processTemplate(template, text, parameters, context);
  if (failure) return { model: failure, definition };
  const deployable = { ...definition, processed };
  checkResourceTypes(deployableTemplate(deployable), input.ResourceTypes);
  checkCapabilities(deployableTemplate(deployable), input.Capabilities ?? [], options);
  const model = buildModel(deployableTemplate(deployable), parameters, context);
  checkAttributes(model);
  return { model, definition: deployable };
}

interface Processed { readonly processed?: string; readonly failure?: TransformFailure }

/** Runs the transforms of a template and validates the result. */
function processTemplate(template: Template, text: string, parameters: readonly ParameterValue[], context: StackContext): Processed {
  if (!hasTransform(template)) return {};
  const known = { region: context.account.region, parameter: parameterValues(parameters, context) };
  try {
    const processed = JSON.stringify(processLanguageExtensions(parseTemplate(text), known));
    deployableTemplate({ template: text, processed });
    return { processed };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { failure: new TransformFailure(error.message) };
  }
}

/** The model of the deployed stack. */
export function deployedModel(runtime: Runtime, stack: StackState): Model {
  return buildModel(deployableTemplate(stack), stack.parameters as ParameterValue[], contextOf(runtime, stack));
}

export function contextOf({ account }: Runtime, stack: Pick<StackState, 'id' | 'name' | 'notificationArns'>): StackContext {
  return { account, stackId: stack.id, stackName: stack.name, notificationArns: stack.notificationArns };
}

/** Resolves imports for a plan; an export that does not exist yet is unknown. */
export const plannedImport = (runtime: Runtime) => (name: string): string => {
  const found = exportsOf(runtime).get(name);
  if (!found) throw new Unknown(`No export named ${name}`);
  return found.value;
};

async function readStore({ account }: Runtime, names: readonly string[], by: Actor): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (let i = 0; i < names.length; i += 10) {
    const { Parameters = [] } = await account.call('ssm', 'GetParameters', { Names: names.slice(i, i + 10), WithDecryption: true }, by);
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

export const alreadyExists = (name: string) => new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
