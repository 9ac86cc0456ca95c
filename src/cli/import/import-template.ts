import { isObject } from '../../model/json';
import { readTemplate } from '../../yaml/template-text';
import type { ModuleTemplate, TemplateResource } from '../bundle/module-template';

/** An existing resource for a resource of a module's template. */
export interface Wanted {
  readonly logicalId: string;
  /** Values of the type's identifying properties. */
  readonly identifier: readonly string[];
}

export interface ImportTemplate {
  readonly text: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly problems: readonly string[];
}

interface Deployed {
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** `Logical=identifier`; of several identifying properties, the values are separated by `|`. */
export function parseWanted(text: string): Wanted | undefined {
  const [, logicalId, value] = /^([A-Za-z0-9]+)=(.+)$/s.exec(text) ?? [];
  return logicalId === undefined ? undefined : { logicalId, identifier: value.split('|') };
}

/**
 * The deployed template with the resources to import, as the module's own template defines them: nothing else may change in an import. Without
 * a stack, the resources alone.
 */
export function importTemplate(module: ModuleTemplate, wanted: readonly Wanted[], deployed?: Deployed): ImportTemplate {
  const problems: string[] = [];
  const base = deployed ? readTemplate(deployed.template, 'the deployed template') : { value: {}, problems: [] };
  problems.push(...base.problems);
  const before: Record<string, any> = base.value ?? {};
  const owned = Object.keys(before.Resources ?? {});
  const ids = wanted.map(({ logicalId }) => logicalId);
  const resources: Record<string, TemplateResource> = {};
  for (const { logicalId } of wanted) {
    const definition = module.template.Resources[logicalId];
    if (!definition) {
      problems.push(`--resource: found ${logicalId}, expected a resource of the module's template: ${Object.keys(module.template.Resources).join(', ')}`);
    } else if (owned.includes(logicalId)) {
      problems.push(`--resource: ${logicalId} is in the stack already; what the stack holds now would have to be removed from the module first, and be delivered`);
    } else {
      const { parameters, template: { Parameters: types = {} } } = module;
      const context = { logicalId, parameters, types, known: [...owned, ...ids], kept: Object.keys(before.Parameters ?? {}) };
      resources[logicalId] = alone(definition, context, problems);
    }
  }
  return { text: JSON.stringify({ ...before, Resources: { ...before.Resources, ...resources } }), resources, problems };
}

interface Context {
  readonly logicalId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, { readonly Type: string }>>;
  /** Resources that it may refer to. */
  readonly known: readonly string[];
  /** Parameters of the deployed template. */
  readonly kept: readonly string[];
}

/** A definition without what an import cannot have: new parameters, conditions, and references to what is not in the stack. */
function alone({ Type, Properties = {}, DeletionPolicy = 'Retain', ...rest }: TemplateResource, context: Context, problems: string[]): TemplateResource {
  const { UpdateReplacePolicy = 'Retain' } = rest as { UpdateReplacePolicy?: string };
  return { Type, DeletionPolicy, UpdateReplacePolicy, Properties: replaced(Properties, context, problems) } as TemplateResource;
}

function replaced(value: unknown, context: Context, problems: string[]): any {
  if (Array.isArray(value)) return value.map(member => replaced(member, context, problems));
  if (!isObject(value)) return value;
  const { logicalId, parameters, types, known, kept } = context;
  const name = typeof value.Ref === 'string' ? value.Ref : Array.isArray(value['Fn::GetAtt']) ? String(value['Fn::GetAtt'][0]) : undefined;
  if (name !== undefined && !name.startsWith('AWS::') && !known.includes(name) && !kept.includes(name)) {
    if (typeof value.Ref === 'string' && types[name] && !types[name].Type.startsWith('AWS::SSM::')) return parameters[name];
    problems.push(`${logicalId}: refers to ${name}, which the stack does not have yet; deliver ${name} first, or import ${logicalId} without it and add it afterwards`);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaced(member, context, problems)]));
}
