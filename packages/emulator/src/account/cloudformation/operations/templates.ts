import { AwsError } from '../../aws-error';
import type { Operation } from '../../service';
import { requireStack, type Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import { toText } from '../json';
import { resourceType } from '../resource-types';
import { requiredCapabilities } from './capabilities';
import { isArn } from './find-change-set';
import { actorOf } from './role';
import { templateText, type TemplateSource } from './template-source';
import type { ChangeSetState } from '../state';
import type { Template } from '../template/model';
import { templateOf } from '../template/read';
import { writtenResources } from '../template/validate';

const withId = (name: string) => `Stack with id ${name} does not exist`;
const STAGES = ['Original', 'Processed'];

/** Operations that read and validate templates. */
export function templateOperations(runtime: Runtime): Record<string, Operation> {
  return {
    GetTemplate({ StackName, ChangeSetName, TemplateStage = 'Processed' }) {
      if (StackName === undefined && ChangeSetName === undefined) throw new ValidationError('StackName is required if ChangeSetName is not specified.');
      const { template, processed } = ChangeSetName === undefined
        ? requireStack(runtime, StackName, withId) : requireNamed(runtime, ChangeSetName, StackName).definition;
      return { TemplateBody: TemplateStage === 'Original' ? template : processed ?? template, StagesAvailable: STAGES };
    },

    async ValidateTemplate(input: TemplateSource, call) {
      const template = templateOf(await templateText(runtime, input, actorOf(undefined, call)));
      const { capabilities, reason } = requiredCapabilities(template);
      return {
        Parameters: Object.entries(template.Parameters).map(([ParameterKey, { Default, Description, NoEcho }]) => ({
          ParameterKey, DefaultValue: Default === undefined ? undefined : toText(Default), NoEcho: String(NoEcho) === 'true', Description,
        })),
        Description: template.Description,
        Capabilities: capabilities,
        CapabilitiesReason: reason,
        DeclaredTransforms: [template.Transform ?? []].flat(),
      };
    },

    async GetTemplateSummary({ StackName, ...source }: TemplateSource & { StackName?: string }, call) {
      if (StackName === undefined) return summary(templateOf(await templateText(runtime, source, actorOf(undefined, call))));
      const stack = requireStack(runtime, StackName, withId);
      if (stack.status === 'REVIEW_IN_PROGRESS') throw new ValidationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
      return summary(templateOf(stack.template));
    },
  };
}

/** Finds a change set by ARN, or by name and stack, including executed ones. */
function requireNamed(runtime: Runtime, name: string, stackName: string | undefined): ChangeSetState {
  const { changeSets } = runtime.state;
  if (!isArn(name) && stackName === undefined) throw new ValidationError('StackName is a required parameter.');
  const stack = stackName === undefined ? undefined : requireStack(runtime, stackName, withId);
  const found = changeSets[name] ?? Object.values(changeSets).reverse().find(changeSet => changeSet.name === name && changeSet.stackId === stack?.id);
  if (!found) throw new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
  return found;
}

function summary(template: Template) {
  const resources = writtenResources(template);
  const types = [...new Set(resources.map(([, { Type }]) => Type))];
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    Parameters: Object.entries(template.Parameters).map(([ParameterKey, definition]) => ({
      ParameterKey,
      DefaultValue: definition.Default === undefined ? undefined : toText(definition.Default),
      ParameterType: definition.Type,
      NoEcho: String(definition.NoEcho) === 'true',
      Description: definition.Description,
      ParameterConstraints: { AllowedValues: definition.AllowedValues?.map(toText) },
    })),
    Description: template.Description,
    Capabilities: capabilities,
    CapabilitiesReason: reason,
    ResourceTypes: types,
    Version: '2010-09-09',
    Metadata: template.Metadata === undefined ? undefined : JSON.stringify(template.Metadata),
    DeclaredTransforms: [template.Transform ?? []].flat(),
    ResourceIdentifierSummaries: types.filter(type => resourceType(type)).map(type => ({
      ResourceType: type,
      LogicalResourceIds: resources.filter(([, { Type }]) => Type === type).map(([id]) => id),
      ResourceIdentifiers: resourceType(type)!.identifier,
    })),
  };
}
