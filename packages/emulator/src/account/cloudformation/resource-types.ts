import generated from './resource-types.generated.json';

/** A resource type, from CloudFormation's published schemas. */
export interface ResourceType {
  /** Properties or attributes that identify a resource; the value of `Ref` unless `reference` is set. */
  readonly identifier: readonly string[];
  readonly reference: readonly string[];
  /** Properties whose change replaces the resource, always or depending on the value. */
  readonly createOnly: readonly string[];
  readonly conditionalCreateOnly: readonly string[];
  readonly required: readonly string[];
  readonly properties: readonly string[];
  readonly attributes: readonly string[];
  readonly tags?: { readonly property: string; readonly variant: string };
  readonly arn?: string;
}

const lines = generated as Readonly<Record<string, string>>;
const parsed = new Map<string, ResourceType>();

/** The schema of a type; undefined for types without a published one (custom resources, metadata). */
export function resourceType(type: string): ResourceType | undefined {
  if (!Object.hasOwn(lines, type)) return undefined;
  const line = lines[type];
  let found = parsed.get(type);
  if (!found) parsed.set(type, found = parse(line));
  return found;
}

function parse(line: string): ResourceType {
  const fields = line.split('|');
  const [identifier, reference, createOnly, conditionalCreateOnly, required, properties, attributes, tags] = fields
    .slice(0, 8).map(field => field ? field.split(',') : []);
  return {
    identifier,
    reference,
    createOnly,
    conditionalCreateOnly,
    required,
    properties,
    attributes,
    tags: tags.length ? { property: tags[0], variant: tags[1] } : undefined,
    arn: fields.slice(8).join('|') || undefined,
  };
}

/** Whether a change to a property replaces the resource, as a change set reports it. */
export function recreation(type: string, property: string): 'Always' | 'Conditionally' | 'Never' {
  const schema = resourceType(type);
  if (schema?.createOnly.includes(property)) return 'Always';
  return schema?.conditionalCreateOnly.includes(property) ? 'Conditionally' : 'Never';
}
