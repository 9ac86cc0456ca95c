import { formatError } from '../../errors';
import { isObject, type Json, type JsonObject } from '../../json';

/** CloudFormation quotas: attributes per mapping and length of a name. */
const MOST_ATTRIBUTES = 200;
const LONGEST_NAME = 255;

/** Checks the shape of the `Mappings` section: mapping, element, attribute, value, and no further level. */
export function checkMappings(mappings: Readonly<Record<string, Json>>): void {
  for (const [name, mapping] of Object.entries(mappings)) {
    if (name.length > LONGEST_NAME) throw formatError(`Mappings name length, ${name.length}, is greater than maximum allowed, ${LONGEST_NAME}`);
    if (!isObject(mapping)) throw formatError(`Every Mappings member ${name} must be a map`);
    for (const [element, attributes] of Object.entries(mapping)) checkElement(element, attributes);
  }
}

function checkElement(element: string, attributes: Json): void {
  if (!/^[a-zA-Z0-9.-]+$/.test(element)) {
    throw formatError(`Mappings element name '${element}' must be non-empty and can contain only alphanumerics, '-' or '.'`);
  }
  // AWS reserves this element name.
  if (element === 'Default') {
    if (typeof attributes !== 'string') throw formatError('Every Mappings Default must be a String.');
    return;
  }
  if (!isObject(attributes)) throw formatError(`Every Mappings member ${element} must be a map`);
  checkAttributes(attributes);
}

function checkAttributes(attributes: JsonObject): void {
  const names = Object.keys(attributes);
  if (names.length > MOST_ATTRIBUTES) {
    throw formatError(`Number of mapping attributes, ${names.length}, is greater than maximum allowed, ${MOST_ATTRIBUTES}`);
  }
  if (!Object.values(attributes).every(isValue)) throw formatError('Every Mappings attribute must be a String or a List.');
  const wrong = names.find(name => !/^[a-zA-Z0-9]+$/.test(name));
  if (wrong !== undefined) throw formatError(`Mappings attribute name '${wrong}' must contain only alphanumeric characters.`);
}

const isScalar = (value: Json) => value !== null && typeof value !== 'object';
const isValue = (value: Json) => isScalar(value) || (Array.isArray(value) && value.every(isScalar));
