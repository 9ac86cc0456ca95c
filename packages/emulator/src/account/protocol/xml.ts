import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../aws-error';
import type { Schema } from './schema';
import { fromText, toText } from './text';

const ATTRIBUTE = '@_';
const TEXT = '#text';
const parser = new XMLParser({
  ignoreAttributes: false, attributeNamePrefix: ATTRIBUTE, parseTagValue: false, parseAttributeValue: false, trimValues: false, htmlEntities: true,
});

/** The content of a document's root element. */
export function parseXml(body: Buffer): unknown {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(body, true);
  } catch {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  }
  return Object.entries(document).find(([name]) => !name.startsWith('?') && name !== TEXT)?.[1];
}

export function fromXml(schema: Schema, node: any): any {
  if (node === undefined) return undefined;
  if (schema.isListSchema()) {
    const { xmlFlattened } = schema.getMergedTraits();
    const items = xmlFlattened ? node : node[String(schema.getValueSchema().getMergedTraits().xmlName ?? 'member')];
    return items === undefined ? [] : [items].flat().map(item => fromXml(schema.getValueSchema(), item));
  }
  if (schema.isStructSchema()) {
    const result: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const { xmlName, xmlAttribute } = member.getMergedTraits();
      const value = fromXml(member, node[`${xmlAttribute ? ATTRIBUTE : ''}${xmlName ?? name}`]);
      if (value !== undefined) result[name] = value;
    }
    return result;
  }
  return fromText(schema, typeof node === 'object' ? node[TEXT] ?? '' : String(node));
}

/** The element of a value, with the schema's name or else the given one. */
export function toXml(schema: Schema, value: any, name: string, attributes = ''): string {
  if (value === undefined || value === null) return '';
  const traits = schema.getMergedTraits();
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const itemName = traits.xmlFlattened ? name : String(item.getMergedTraits().xmlName ?? 'member');
    const items = (value as unknown[]).map(each => toXml(item, each, itemName)).join('');
    return traits.xmlFlattened ? items : element(name, attributes, items);
  }
  if (schema.isMapSchema()) {
    const keyName = String(schema.getKeySchema().getMergedTraits().xmlName ?? 'key');
    const valueName = String(schema.getValueSchema().getMergedTraits().xmlName ?? 'value');
    const entries = Object.entries(value).map(([key, each]) =>
      element(traits.xmlFlattened ? name : 'entry', '', element(keyName, '', escape(key)) + toXml(schema.getValueSchema(), each, valueName)));
    return traits.xmlFlattened ? entries.join('') : element(name, attributes, entries.join(''));
  }
  if (schema.isStructSchema()) return element(name, attributes + attributesOf(schema, value), membersToXml(schema, value));
  return element(name, attributes, escape(toText(schema, value)));
}

/** The elements of a structure's members, without members bound to headers or status. */
export function membersToXml(schema: Schema, value: any): string {
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.xmlAttribute || traits.httpHeader || traits.httpPrefixHeaders || traits.httpResponseCode) continue;
    xml += toXml(member, value[name], String(traits.xmlName ?? name));
  }
  return xml;
}

function attributesOf(schema: Schema, value: any): string {
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    const { xmlAttribute, xmlName } = member.getMergedTraits();
    if (xmlAttribute && value[name] !== undefined) {
      xml += ` ${xmlName ?? name}="${escape(toText(member, value[name]))}"`;
      if (String(xmlName).startsWith('xsi:')) xml += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    }
  }
  return xml;
}

export function element(name: string, attributes: string, content: string): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Replaces characters that XML 1.0 cannot contain by question marks. */
export function escape(text: string): string {
  return text.replace(/[&<>"\r]/g, character => ENTITIES[character]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?');
}
