import { readFileSync } from 'fs';
import { isMap, isScalar, type Node } from 'yaml';
import { ProblemsError } from '../model/problem';
import { suggest } from '../model/suggest';
import { YamlReader } from '../yaml/yaml-reader';
import { ACTION_MOMENTS, CALLERS, checkOperation, createAccount, type Faults, LONGEST_DELAY, RESOURCE_OPERATIONS } from '@cv-insync/emulator';

type Check = (reader: YamlReader, node: Node | null, what: string, owner: Node) => unknown;

interface Kind {
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, Check>>;
  readonly check?: (reader: YamlReader, node: Node, what: string, given: ReadonlySet<string>) => void;
}

const anyText: Check = (reader, node, what, owner) => reader.text(node, what, owner);
const oneOf = (words: readonly string[]): Check => (reader, node, what, owner) => {
  const word = reader.text(node, what, owner);
  if (word !== undefined && !words.includes(word)) reader.problem(node, `${what}: expected ${words.join(' or ')}, got '${word}'`);
  return word;
};
const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER): Check => (reader, node, what, owner) => {
  const value = isScalar(node) ? node.value : undefined;
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  reader.problem(node ?? owner, `${what}: expected a whole number ${range}, got ${isScalar(node) ? `'${node.value}'` : 'something else'}`);
  return undefined;
};
const operation: Check = (reader, node, what, owner) => {
  const text = reader.text(node, what, owner);
  const wrong = text === undefined ? undefined : checkOperation(createAccount(), text);
  const meant = wrong && suggest(text!, wrong.known);
  if (wrong) reader.problem(node, `${what}: ${wrong.problem}${meant ? `, did you mean '${meant}'?` : ''}`);
  return text;
};

const OCCURRENCE = { after: wholeNumber(0), every: wholeNumber(1), times: wholeNumber(1) };
const CALL = { operation, by: oneOf(CALLERS), ...OCCURRENCE };
const RESOURCE = { type: anyText, logicalId: anyText, stack: anyText };
const ACTION = { pipeline: anyText, stage: anyText, action: anyText };

/** At least one of the selecting keys is required. */
const selecting = (selection: object, what: string): Kind['check'] => (reader, node, fault, given) => {
  const keys = Object.keys(selection);
  if (!keys.some(key => given.has(key))) reader.problem(node, `${fault}: expected at least one of ${keys.join(', ')} to say which ${what} are meant`);
};

const KINDS: Readonly<Record<keyof Faults, Kind>> = {
  throttle: { required: ['operation'], members: CALL },
  errors: { required: ['operation', 'code'], members: { ...CALL, code: anyText, message: anyText, status: wholeNumber(400, 599) } },
  delays: { required: ['operation', 'milliseconds'], members: { ...CALL, milliseconds: wholeNumber(1, LONGEST_DELAY) } },
  events: { required: ['do'], members: { do: oneOf(['lose', 'double']), detailType: anyText, source: anyText, ...OCCURRENCE } },
  resources: {
    required: ['fail'],
    members: { fail: oneOf(RESOURCE_OPERATIONS), ...RESOURCE, message: anyText, milliseconds: wholeNumber(1, LONGEST_DELAY), ...OCCURRENCE },
    check: selecting(RESOURCE, 'resources'),
  },
  actions: {
    required: ['fail'],
    members: { fail: oneOf(ACTION_MOMENTS), ...ACTION, message: anyText, ...OCCURRENCE },
    check: selecting(ACTION, 'actions'),
  },
  stop: {
    required: ['after'],
    members: { after: wholeNumber(1), operation, answer: oneOf(['given', 'lost']), for: oneOf(['everybody', 'caller']) },
  },
};

/** Parses a file of faults, YAML or JSON. Throws all problems at once. */
export function parseFaults(text: string, file: string): Faults {
  const reader = new YamlReader(text, file);
  if (!reader.root && !reader.problems.length) reader.problem(null, `the file is empty: expected a mapping with ${Object.keys(KINDS).join(', ')}`);
  const kinds = reader.root ? reader.members(reader.root, 'faults', Object.keys(KINDS)) : new Map<string, Node | null>();
  const faults = Object.fromEntries([...kinds].map(([name, node]) => {
    const items = reader.list(node, name, reader.root);
    return [name, items.map((item, index) => readFault(reader, item, `${name}[${index}]`, KINDS[name as keyof Faults]))];
  }));
  if (reader.problems.length) throw new ProblemsError(reader.problems);
  return faults;
}

export function readFaults(file: string): Faults {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ProblemsError([`the faults of '${file}' cannot be read: ${(error as Error).message}`]);
  }
  return parseFaults(text, file);
}

function readFault(reader: YamlReader, node: Node, what: string, { required, members, check }: Kind): object {
  const given = reader.members(node, what, Object.keys(members));
  if (!isMap(node)) return {};
  for (const name of required) if (!given.has(name)) reader.problem(node, `${what}.${name}: missing`);
  check?.(reader, node, what, new Set(given.keys()));
  return Object.fromEntries([...given].map(([name, value]) => [name, members[name](reader, value, `${what}.${name}`, node)]));
}
