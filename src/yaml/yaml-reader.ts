import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { parseYaml } from './parse-yaml';
import { suggest } from '../model/suggest';

/** Reads a YAML document and collects all problems, each with its line and column. */
export class YamlReader {
  readonly problems: string[] = [];
  readonly root: Node | null;
  private readonly place: (offset: number) => string;

  constructor(text: string, file: string) {
    const { document, at, problems } = parseYaml(text, file);
    this.place = at;
    this.problems.push(...problems);
    this.root = problems.length ? null : document.contents;
  }

  problem(node: Node | null | undefined, message: string) {
    this.problems.push(`${this.at(node)}: ${message}`);
  }

  /** `file:line:column` of a node. */
  at(node: Node | null | undefined): string {
    return this.place(node?.range?.[0] ?? 0);
  }

  /** The members of a mapping. Unknown keys are problems. */
  members(node: unknown, what: string, known: readonly string[], from?: Node): Map<string, Node | null> {
    const members = new Map<string, Node | null>();
    if (!isMap(node)) {
      this.problem((node as Node | null) ?? from, `${what}: expected a mapping with ${known.join(', ')}, got ${describe(node)}`);
      return members;
    }
    for (const { key, value } of (node as YAMLMap).items as Pair<Node, Node | null>[]) {
      const name = String(isScalar(key) ? key.value : key);
      if (known.includes(name)) members.set(name, value);
      else this.unknown(key, what, name, known);
    }
    return members;
  }

  unknown(node: Node, what: string, name: string, known: readonly string[]) {
    const meant = suggest(name, known);
    this.problem(node, `${what}: unknown key '${name}'${meant ? `, did you mean '${meant}'?` : ''} (expected ${known.join(', ')})`);
  }

  text(node: unknown, what: string, from?: Node | null): string | undefined {
    if (isScalar(node) && ['string', 'number'].includes(typeof node.value) && String(node.value).trim() !== '') return String(node.value);
    this.problem((node as Node | null) ?? from, `${what}: expected text, got ${describe(node)}`);
    return undefined;
  }

  list(node: unknown, what: string, from?: Node | null): Node[] {
    if (isSeq(node)) return node.items as Node[];
    this.problem((node as Node | null) ?? from, `${what}: expected a list, got ${describe(node)}`);
    return [];
  }
}

export function describe(node: unknown): string {
  if (node === undefined || node === null) return 'nothing';
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  return isScalar(node) ? node.value === null ? 'nothing' : `'${node.value}'` : 'something else';
}
