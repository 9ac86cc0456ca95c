import { isMap, isScalar, type Node } from 'yaml';
import { modulePermissions } from './module-permissions';
import type { Permissions } from '../../model/entry';
import { moduleNameProblem } from '../../model/name-problem';
import { OUTPUT_PATTERN } from '../../model/names';
import { parseRequirement } from '../../model/requirement';
import { describe, YamlReader } from '../../yaml/yaml-reader';

export const MODULE_FILE = 'module.yaml';

/** Something that `module.yaml` lists, with its position: `file:line:column`. */
interface Listed {
  readonly at: string;
}

/** What a module consumes: one output of another module, or everything that its template imports from that module. */
export interface Consumed extends Listed {
  readonly module: string;
  readonly output?: string;
  /** The template's parameter that gets the value. */
  readonly parameter?: string;
}

/** What a module produces: an exported output by the name of its export, or any output by its logical id. */
export interface Produced extends Listed {
  readonly name: string;
  readonly description?: string;
}

/** A parameter of the template that an entry can set. */
export interface Documented extends Listed {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
}

/** The content of `module.yaml`. */
export interface ModuleFile extends Listed {
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  readonly consumes: readonly Consumed[];
  readonly produces: readonly Produced[];
  readonly parameters: readonly Documented[];
  /** What the module needs in addition to what every module may do. */
  readonly permissions: Permissions;
}

const VERSION = /^\S{1,64}$/;
const PRODUCED = /^\S{1,255}$/;
const PRODUCED_TEXT = 'the name of an export, or the logical id of an output';
const PARAMETER = /^[A-Za-z0-9]{1,255}$/;

/** Parses `module.yaml`. Reports all problems with their positions. `schemas/module.schema.json` is the same for editors. */
export function readModuleFile(text: string, file = MODULE_FILE): { readonly value?: ModuleFile; readonly problems: readonly string[] } {
  const reader = new YamlReader(text, file);
  if (!reader.root) {
    if (!reader.problems.length) reader.problem(null, 'the file is empty: expected a mapping with Name');
    return { problems: reader.problems };
  }
  const members = reader.members(reader.root, 'module', ['Name', 'Description', 'Version', 'Consumes', 'Produces', 'Parameters', 'Permissions']);
  if (isMap(reader.root) && !members.has('Name')) reader.problem(reader.root, 'Name: missing; expected the name of the module, as in its entry');
  const value = {
    at: reader.at(members.get('Name') ?? reader.root),
    name: moduleName(reader, members.get('Name'), 'Name'),
    description: description(reader, members),
    version: optional(members.get('Version'), node => textOf(reader, node, 'Version', VERSION, 'a text without spaces, like "1.0.0"')) ?? '0.0.0',
    consumes: items(reader, members.get('Consumes'), 'Consumes').map(node => consumed(reader, node)),
    produces: items(reader, members.get('Produces'), 'Produces').map(node => produced(reader, node)),
    parameters: items(reader, members.get('Parameters'), 'Parameters').map(node => documented(reader, node)),
    permissions: modulePermissions(reader, members.get('Permissions') ?? reader.root, items(reader, members.get('Permissions'), 'Permissions')),
  };
  return reader.problems.length ? { problems: reader.problems } : { value: value as ModuleFile, problems: [] };
}

function consumed(reader: YamlReader, node: Node): Partial<Consumed> {
  const at = reader.at(node);
  if (!isMap(node)) {
    const text = isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
    const requirement = parseRequirement(text ?? '');
    if (requirement) return { at, ...requirement };
    if (text === undefined || text.includes('/') || moduleNameProblem(text)) {
      reader.problem(node, `Consumes: expected module/Output, { Module: ..., Output: ... } or the name of a module, got ${describe(node)}`);
    }
    return { at, module: text };
  }
  const members = reader.members(node, 'Consumes', ['Module', 'Output', 'Parameter']);
  needs(reader, node, members, 'Consumes', ['Module', 'Output']);
  return {
    at,
    module: moduleName(reader, members.get('Module'), 'Consumes: Module'),
    output: optional(members.get('Output'), found => textOf(reader, found, 'Consumes: Output', OUTPUT_PATTERN, 'the name of an output: letters and digits')),
    parameter: optional(members.get('Parameter'), found => textOf(reader, found, 'Consumes: Parameter', PARAMETER, 'the name of a parameter of the template')),
  };
}

function produced(reader: YamlReader, node: Node): Partial<Produced> {
  if (isScalar(node)) return { at: reader.at(node), name: textOf(reader, node, 'Produces', PRODUCED, `${PRODUCED_TEXT}, or { Name: ..., Description: ... }`) };
  const members = reader.members(node, 'Produces', ['Name', 'Description']);
  needs(reader, node, members, 'Produces', ['Name']);
  return {
    at: reader.at(node),
    name: optional(members.get('Name'), found => textOf(reader, found, 'Produces: Name', PRODUCED, PRODUCED_TEXT)),
    description: description(reader, members, 'Produces: '),
  };
}

function documented(reader: YamlReader, node: Node): Partial<Documented> {
  const members = reader.members(node, 'Parameters', ['Name', 'Description', 'Default']);
  needs(reader, node, members, 'Parameters', ['Name']);
  return {
    at: reader.at(node),
    name: optional(members.get('Name'), found => textOf(reader, found, 'Parameters: Name', PARAMETER, 'the name of a parameter of the template')),
    description: description(reader, members, 'Parameters: '),
    default: optional(members.get('Default'), found => {
      if (isScalar(found) && ['string', 'number', 'boolean'].includes(typeof found.value)) return String(found.value);
      reader.problem(found, `Parameters: Default: expected a text or a number, got ${describe(found)}`);
      return undefined;
    }),
  };
}

const description = (reader: YamlReader, members: ReadonlyMap<string, Node | null>, of = '') =>
  optional(members.get('Description'), node => textOf(reader, node, `${of}Description`, /\S/, 'a text'));

function moduleName(reader: YamlReader, node: Node | null | undefined, what: string): string | undefined {
  if (node === undefined) return undefined;
  const name = textOf(reader, node, what, /^/, 'the name of a module');
  const problem = name === undefined ? undefined : moduleNameProblem(name);
  if (problem) reader.problem(node, `${what}: found '${name}', ${problem}`);
  return name;
}

function textOf(reader: YamlReader, node: Node | null, what: string, pattern: RegExp, expected: string): string | undefined {
  if (isScalar(node) && typeof node.value === 'string' && pattern.test(node.value)) return node.value;
  const unquoted = isScalar(node) && typeof node.value === 'number' ? ', a number: put it in quotes' : '';
  reader.problem(node, `${what}: expected ${expected}, got ${describe(node)}${unquoted}`);
  return undefined;
}

function needs(reader: YamlReader, node: Node, members: ReadonlyMap<string, unknown>, what: string, keys: readonly string[]) {
  for (const key of keys) if (isMap(node) && !members.has(key)) reader.problem(node, `${what}: ${key}: missing`);
}

function optional<T>(node: Node | null | undefined, read: (node: Node | null) => T | undefined): T | undefined {
  return node === undefined ? undefined : read(node);
}

/** The items of a list; a key without a value has none. */
const items = (reader: YamlReader, node: Node | null | undefined, what: string): Node[] =>
  node === undefined || node === null || isScalar(node) && node.value === null ? [] : reader.list(node, what);
