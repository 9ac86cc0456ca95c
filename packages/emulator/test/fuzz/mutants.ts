import fc from 'fast-check';

/** Values that programs mistake for others. */
const ODD: readonly unknown[] = [
  null, true, false, 0, -1, 1e400, 1.5, '', ' ', 'x'.repeat(300), '\u0000', '\u001b[2J', '\u202e', '\ud800', '__proto__', 'constructor', 'toString', '../../etc/passwd', '${AWS::Region}', '${', '*',
  [], [[]], [null], {}, { __proto__: null }, { Ref: 'x' }, { 'Fn::GetAtt': [] }, { 'Fn::Sub': ['${a}', {}] }, { toString: 1 }, { length: -1 }, JSON.parse('{"__proto__":{"polluted":1}}'),
];
const KEYS = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'Fn::ForEach::Loop', 'Fn::Transform', 'Ref', '', '0', 'length'];

export const odd = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) });

interface Change {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'copy' | 'wrap';
  readonly value: unknown;
  readonly key: string;
}
const changes: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(), kind: fc.constantFrom('replace', 'replace', 'remove', 'add', 'copy', 'wrap'), value: odd, key: fc.constantFrom(...KEYS),
}) as fc.Arbitrary<Change>;

/** One of the values, with a few places changed. */
export const mutated = (examples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...examples), fc.array(changes, { maxLength: 4 })).map(([example, all]) => all.reduce(change, structuredClone(example)));

/** Places are counted in the order of a walk through the value. What is put there is a copy: later changes must reach neither other cases nor the value itself, in a circle. */
function change(root: any, { at, kind, value: shared, key }: Change): unknown {
  const value = structuredClone(shared);
  const places: [any, string | number][] = [];
  const walk = (node: any, depth: number) => {
    if (node === null || typeof node !== 'object' || depth > 60) return;
    for (const each of Object.keys(node)) {
      places.push([node, each]);
      walk(node[each], depth + 1);
    }
  };
  walk(root, 0);
  if (!places.length) return value;
  const [parent, member]: [any, any] = places[at % places.length];
  const set = (to: unknown, name: string | number = member) =>
    Object.defineProperty(parent, name, { value: to, enumerable: true, configurable: true, writable: true });
  const [from, name] = places[(at * 7 + 1) % places.length];
  switch (kind) {
    case 'replace': set(value); break;
    case 'remove': delete parent[member]; break;
    case 'add': Array.isArray(parent) ? set([parent[member]]) : set(value, key); break;
    case 'copy': set(structuredClone(from[name])); break;
    case 'wrap': set([parent[member]]); break;
  }
  return root;
}

const SNIPPETS = ['{', '}', '[', ']', ':', ': ', '- ', '&a ', '*a', '<<: *a', '!Ref ', '!Sub ', '!!binary ', '\n', '\n  ', '"', '\'', '#', '|', '>', '%YAML 1.1', '---', '\t', '\u0000', '\u2028', '${', '}', '9'.repeat(400), '['.repeat(500), '{"a":'.repeat(300)];
const edits = fc.record({ at: fc.nat(), size: fc.nat({ max: 12 }), inserted: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: 'grapheme', maxLength: 5 }), fc.constant('')) });

/** One of the texts, cut and spliced in a few places. */
export const mutatedText = (examples: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...examples), fc.array(edits, { maxLength: 4 })).map(([example, all]) => all.reduce(edit, example));

function edit(text: string, { at, size, inserted }: { readonly at: number; readonly size: number; readonly inserted: string }): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + inserted + text.slice(start + size);
}
