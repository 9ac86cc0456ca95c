import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Permissions, PermittedStatement } from '../../model/entry';
import { JsonReader } from '../../model/json-reader';
import { readPermissions } from '../../model/parse';
import { describe, type YamlReader } from '../../yaml/yaml-reader';

/** Reads `Permissions` of `module.yaml`, for which the rules of entries count. Problems have the position of their statement. */
export function modulePermissions(reader: YamlReader, node: Node, statements: readonly Node[]): Permissions {
  const read = statements.map(statement => readStatement(reader, statement));
  const complete = read.filter(statement => statement !== undefined);
  const isValid = complete.length === read.length && complete.every((statement, at) => isAccepted(reader, statements[at], [statement]));
  if (isValid) isAccepted(reader, node, complete);
  return complete;
}

function isAccepted(reader: YamlReader, node: Node, permissions: Permissions): boolean {
  const rules = new JsonReader('');
  readPermissions(permissions, rules);
  for (const { where, message } of rules.problems) reader.problem(node, `Permissions: ${[where.replace(/^permissions(\[0\]\.?)?/, ''), message].filter(Boolean).join(': ')}`);
  return rules.problems.length === 0;
}

function readStatement(reader: YamlReader, node: Node): PermittedStatement | undefined {
  const members = reader.members(node, 'Permissions', ['Actions', 'Resources']);
  const missing = ['Actions', 'Resources'].filter(key => isMap(node) && !members.has(key));
  for (const key of missing) reader.problem(node, `Permissions: ${key}: missing`);
  const texts = (key: string) => members.has(key) ? textsOf(reader, members.get(key)!, `Permissions: ${key}`, node) : undefined;
  const [actions, resources] = [texts('Actions'), texts('Resources')];
  return actions && resources && { actions, resources };
}

function textsOf(reader: YamlReader, node: Node | null, what: string, from: Node): string[] | undefined {
  const items = reader.list(node, what, from);
  const texts = items.map(item => isScalar(item) && typeof item.value === 'string' ? item.value : undefined);
  texts.forEach((text, at) => text === undefined && reader.problem(items[at], `${what}: expected a text, got ${describe(items[at])}`));
  return isSeq(node) && texts.every(text => text !== undefined) ? texts : undefined;
}
