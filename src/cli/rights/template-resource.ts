import { type DeployedModule, resourceOfType } from './module-rights';
import { ACCOUNT } from './role-policy';
import { isObject } from '../../model/json';
import { namePrefix } from '../../model/resource-names';
import type { HandledResource } from '@cv-insync/emulator/facts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/**
 * A resource of a template as its deploy role handles it, with a name of the module's. What it refers to in the template is the module's
 * own; values that are known only after the deployment are taken for something that needs no rights.
 */
export function resourceInTemplate(resource: Resource, resources: Readonly<Record<string, Resource>>, module: DeployedModule): HandledResource {
  const { Type, Properties = {} } = resource;
  const generated = resourceOfType(Type, module);
  const name = (id: string) => `${namePrefix(module.solution, module.module)}${id}`;
  const isRole = (id: string) => resources[id]?.Type === 'AWS::IAM::Role';
  const valueOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(valueOf);
    if (!isObject(value)) return value;
    const { Ref: ref, 'Fn::GetAtt': attribute } = value;
    if (typeof ref === 'string') return resources[ref] ? name(ref) : UNKNOWN;
    const [id, of] = Array.isArray(attribute) ? attribute.map(String) : typeof attribute === 'string' ? attribute.split('.') : [];
    if (id !== undefined) return isRole(id) && of === 'Arn' ? `arn:aws:iam::${ACCOUNT}:role/${name(id)}` : name(id);
    if (Object.keys(value).some(key => key.startsWith('Fn::'))) return UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, valueOf(member)]));
  };
  const properties = valueOf(Properties) as Record<string, unknown>;
  const known = Object.entries(properties).filter(([key, value]) => value !== UNKNOWN || generated.properties[key] === undefined);
  return { ...generated, properties: { ...generated.properties, ...Object.fromEntries(known) } };
}

export const UNKNOWN = '(known after the deployment)';
