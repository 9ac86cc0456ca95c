import { isObject, type Json, type JsonObject } from '../json';
import { checkFunctions } from './checks/functions';
import { checkMappings } from './checks/mappings';
import { checkNulls, checkOutputs, checkResources } from './checks/members';
import { checkConditions, checkConditionUses, checkReferences } from './checks/references';
import { checkNames, checkParameters, checkSections } from './checks/sections';
import type { Template } from './model';

const OPTIONAL = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs'];

/**
 * Checks everything that does not depend on parameter values, and returns the template with all sections. For a template that
 * declares a transform, only the sections that no transform changes are checked; the rest is checked after processing.
 */
export function validateTemplate(raw: JsonObject, { isProcessed = false }: { readonly isProcessed?: boolean } = {}): Template {
  checkSections(raw);
  const template = { ...raw, ...Object.fromEntries(OPTIONAL.map(name => [name, raw[name] ?? {}])) } as unknown as Template;
  checkNames('Parameter', template.Parameters);
  checkParameters(template.Parameters);
  checkNulls(template.Mappings as Json, '/Mappings');
  checkNames('Mapping', template.Mappings);
  checkMappings(template.Mappings);
  if (hasTransform(template)) return template;
  checkResources(template);
  checkNames('Resource', template.Resources);
  checkOutputs(template);
  checkNames('Output', template.Outputs);
  checkFunctions(template, isProcessed);
  checkReferences(template);
  checkConditionUses(template);
  checkConditions(template.Conditions);
  return template;
}

export const hasTransform = ({ Transform }: Pick<Template, 'Transform'>) => Transform !== undefined && [Transform].flat().length > 0;

/** The resources that a template contains directly, without loops. */
export const writtenResources = ({ Resources }: Template) =>
  Object.entries(Resources).filter(([, resource]) => isObject(resource) && typeof resource.Type === 'string');
