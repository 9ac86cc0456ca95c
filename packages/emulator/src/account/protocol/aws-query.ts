import type { Protocol } from './protocol';
import type { Schema } from './schema';
import { fromText } from './text';
import { element, escape, toXml } from './xml';

/** The fields of a form as a tree: `Tags.member.1.Key=a` is `{Tags: {member: {1: {Key: 'a'}}}}`. */
type Node = string | Branch;
interface Branch { [part: string]: Node }

/** awsQuery: a form in, XML out. */
export const awsQuery: Protocol = {
  operationOf: request => form(request.body).get('Action') ?? request.query.get('Action') ?? '',

  read: (request, operation) => fromForm(operation.input, tree(form(request.body))) as Record<string, unknown> ?? {},

  write({ ...output }, operation, service, requestId) {
    const result = operation.output.isStructSchema() ? toXml(operation.output, output, `${operation.name}Result`) : '';
    const metadata = element('ResponseMetadata', '', element('RequestId', '', requestId));
    return xml(200, requestId, element(`${operation.name}Response`, ` xmlns="${service.xmlNamespace}"`, result + metadata));
  },

  writeError({ code, status, message, fields }, service, requestId) {
    const more = Object.entries(fields).map(([name, value]) => element(name, '', escape(String(value))));
    const error = [
      element('Type', '', status < 500 ? 'Sender' : 'Receiver'), element('Code', '', escape(code)), element('Message', '', escape(message)), ...more,
    ];
    const content = element('Error', '', error.join('')) + element('RequestId', '', requestId);
    return xml(status, requestId, element('ErrorResponse', ` xmlns="${service.xmlNamespace}"`, content));
  },
};

function xml(status: number, requestId: string, body: string) {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function form(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString());
}

const branch = (): Branch => Object.create(null);

function tree(fields: URLSearchParams): Node {
  // Without a prototype: keys come from outside, and one of them may be `__proto__.x`.
  const root = branch();
  for (const [key, value] of fields) {
    const parts = key.split('.');
    let node = root;
    for (const part of parts.slice(0, -1)) {
      const next = node[part];
      node = typeof next === 'object' ? next : (node[part] = branch());
    }
    node[parts[parts.length - 1]] = value;
  }
  return root;
}

function fromForm(schema: Schema, node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const traits = schema.getMergedTraits();
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return numbered(traits.xmlFlattened ? node : child(node, String(item.getMergedTraits().xmlName ?? 'member'))).map(each => fromForm(item, each));
  }
  if (schema.isMapSchema()) {
    const keyName = String(schema.getKeySchema().getMergedTraits().xmlName ?? 'key');
    const valueName = String(schema.getValueSchema().getMergedTraits().xmlName ?? 'value');
    return Object.fromEntries(numbered(traits.xmlFlattened ? node : child(node, 'entry'))
      .map(entry => [String(child(entry, keyName)), fromForm(schema.getValueSchema(), child(entry, valueName))]));
  }
  if (schema.isStructSchema()) {
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const value = fromForm(member, child(node, String(member.getMergedTraits().xmlName ?? name)));
      if (value !== undefined) result[name] = value;
    }
    return result;
  }
  return typeof node === 'string' ? fromText(schema, node) : undefined;
}

function child(node: Node, part: string): Node | undefined {
  return typeof node === 'object' && Object.hasOwn(node, part) ? node[part] : undefined;
}

function numbered(node: Node | undefined): Node[] {
  if (typeof node !== 'object') return [];
  return Object.keys(node).sort((a, b) => Number(a) - Number(b)).map(key => node[key]);
}
