import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Expectation, Step } from './model';
import { suggest } from '../../model/suggest';
import type { YamlReader } from '../../yaml/yaml-reader';

const KINDS = ['setup', 'commit', 'register', 'invoke', 'daily', 'wait'] as const;
type Kind = typeof KINDS[number];
/** Kinds of steps without arguments. */
const WORDS = ['setup', 'daily', 'wait'] as const;
const isWord = (kind: string): kind is typeof WORDS[number] => WORDS.some(word => word === kind);
const NOTHING_EXPECTED: Expectation = { failed: [] };

/** The steps of a script: each a word, or a mapping from the word to its arguments, with `expect`. */
export function parseSteps(reader: YamlReader, node: Node | null, repositories: readonly string[]): Step[] {
  const items = reader.list(node, 'steps', reader.root);
  if (!items.length && !reader.problems.length) reader.problem(node, 'steps: expected at least one step');
  return items.flatMap((item, index) => parseStep(reader, item, `steps[${index}]`, repositories) ?? []);
}

function parseStep(reader: YamlReader, node: Node, what: string, repositories: readonly string[]): Step | undefined {
  if (isScalar(node)) {
    const word = String(node.value);
    if (isWord(word)) return { kind: word, expect: NOTHING_EXPECTED };
    const meant = suggest(word, KINDS);
    reader.problem(node, word in EXAMPLES
      ? `${what}: '${word}' needs arguments, expected ${EXAMPLES[word as keyof typeof EXAMPLES]}`
      : `${what}: unknown step '${word}'${meant ? `, did you mean '${meant}'?` : ''} (expected ${KINDS.join(', ')})`);
    return undefined;
  }
  const members = reader.members(node, what, [...KINDS, 'expect']);
  const kinds = KINDS.filter(kind => members.has(kind));
  if (!isMap(node)) return undefined;
  if (kinds.length !== 1) {
    if (kinds.length || !hasUnknownKey(node)) reader.problem(node, `${what}: expected exactly one of ${KINDS.join(', ')}, got ${kinds.join(' and ') || 'none'}`);
    return undefined;
  }
  const [kind] = kinds;
  const outer = members.has('expect') ? parseExpectation(reader, members.get('expect')!, `${what}.expect`) : undefined;
  return parseKind(reader, kind, members.get(kind)!, `${what}.${kind}`, node, repositories, outer);
}

const EXAMPLES = {
  commit: '{ commit: { repository: owner/name, message: text, run: command } }',
  register: '{ register: { repository: owner/name } }',
  invoke: '{ invoke: command }',
};

function parseKind(
  reader: YamlReader, kind: Kind, node: Node | null, what: string, step: Node, repositories: readonly string[], outer: Expectation | undefined,
): Step | undefined {
  if (kind === 'invoke' && !isMap(node)) {
    const command = reader.text(node, what, step);
    return command === undefined ? undefined : { kind, command, expect: outer ?? NOTHING_EXPECTED };
  }
  const isEmpty = node === null || isScalar(node) && node.value === null;
  const members = isEmpty && isWord(kind) ? new Map<string, Node | null>() : reader.members(node, what, KEYS[kind], step);
  const inner = members.has('expect') ? parseExpectation(reader, members.get('expect')!, `${what}.expect`) : undefined;
  const expect = { failed: [...outer?.failed ?? [], ...inner?.failed ?? []] };
  if (kind === 'daily' || kind === 'wait') return { kind, expect };
  if (kind === 'setup' && !members.has('repository')) return { kind, expect };
  if (!isMap(node)) return undefined;
  if (kind === 'invoke') {
    const command = reader.text(members.get('run'), `${what}.run`, node);
    return command === undefined ? undefined : { kind, command, expect };
  }
  const repository = parseRepository(reader, members, what, node, repositories);
  if (kind !== 'commit') return repository ? { kind, repository, expect } : undefined;
  const message = members.has('message') ? reader.text(members.get('message'), `${what}.message`, node) : 'a change';
  const run = members.has('run') ? reader.text(members.get('run'), `${what}.run`, node) : undefined;
  return repository && message ? { kind, repository, message, run, expect } : undefined;
}

const KEYS: Record<Kind, readonly string[]> = {
  setup: ['repository', 'expect'],
  commit: ['repository', 'message', 'run', 'expect'],
  register: ['repository', 'expect'],
  invoke: ['run', 'expect'],
  daily: ['expect'],
  wait: ['expect'],
};

function parseRepository(
  reader: YamlReader, members: Map<string, Node | null>, what: string, node: YAMLMap, repositories: readonly string[],
): string | undefined {
  const repository = reader.text(members.get('repository'), `${what}.repository`, node);
  if (!repository || repositories.includes(repository)) return repository;
  const meant = suggest(repository, repositories);
  const known = repositories.length ? `there are ${repositories.join(', ')}` : 'the script names no repository; add it under repositories';
  reader.problem(members.get('repository'), `${what}.repository: unknown repository '${repository}'${meant ? `, did you mean '${meant}'?` : ''} (${known})`);
  return undefined;
}

function parseExpectation(reader: YamlReader, node: Node | null, what: string): Expectation {
  const members = reader.members(node, what, ['failed']);
  if (!members.has('failed')) return NOTHING_EXPECTED;
  return { failed: reader.list(members.get('failed'), `${what}.failed`, node).flatMap((item, index) => reader.text(item, `${what}.failed[${index}]`, node) ?? []) };
}

const hasUnknownKey = (node: YAMLMap) =>
  (node.items as Pair[]).some(({ key }) => ![...KINDS, 'expect'].includes(String(isScalar(key) ? key.value : key) as Kind));
