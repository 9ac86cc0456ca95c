import { isObject, type Json, type JsonObject } from '../json';
import type { Lookup } from '../model';
import type { ResourceState, StackState } from '../state';
import { exportsOf } from './exports';
import type { Runtime } from './runtime';

/** The current values of a stack's resources. */
export function deployedValues(runtime: Runtime, stack: StackState): Lookup {
  const resource = (id: string) => {
    const found = stack.resources[id];
    if (found?.physicalId === undefined) throw new Error(`resource ${id} does not exist`);
    return found;
  };
  return {
    ref: id => resource(id).physicalId!,
    getAtt: (id, attribute) => attributeOf(resource(id), attribute),
    importValue: name => {
      const found = exportsOf(runtime).get(name);
      if (!found) throw new Error(`No export named ${name} found.`);
      return found.value;
    },
  };
}

export function attributeOf(resource: ResourceState, attribute: string): Json {
  return pick(resource.attributes, attribute) ?? pick(resource.properties, attribute) ?? '';
}

/** `Outputs.Name` may be one key or a path. */
function pick(values: JsonObject, attribute: string): Json | undefined {
  if (attribute in values) return values[attribute];
  return attribute.split('.').reduce<Json | undefined>((at, key) => isObject(at) ? at[key] : undefined, values);
}
