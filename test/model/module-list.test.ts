import * as fc from 'fast-check';
import type { Entry } from '../../src/model/entry';
import { canonicalJson } from '../../src/model/json';
import { joinList, lineFor, splitList } from '../../src/model/module-list';
import { listParameters } from '../registry/memory-store';

/** Limit of a standard parameter, in bytes: "Managing parameter tiers" in the user guide of AWS Systems Manager. */
const STANDARD = 4096;

const NAME = /^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}$/;
const source = fc.constantFrom<Entry['source']>(
  { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' }, { kind: 's3', bucket: 'releases', key: 'a b/{"c d"}.zip' },
);
const entry = fc.record({
  schema: fc.constant(1 as const),
  name: fc.stringMatching(NAME),
  source,
  parameters: fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,8}$/), fc.string({ maxLength: 600, unit: 'grapheme' }), { maxKeys: 3 }) }),
}).filter(each => Buffer.byteLength(canonicalJson(each)) <= STANDARD);
/** Lists of up to 500 modules; fast-check prefers small ones. */
const entries = fc.oneof(
  fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 30 }),
  fc.uniqueArray(entry, { selector: ({ name }) => name, minLength: 100, maxLength: 500, size: 'max' }),
);

const sorted = (list: readonly Entry[]) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
const path = (id: string) => `/s/directory/listed/${id}`;
const join = ({ head, pieces }: ReturnType<typeof splitList>) => joinList(head, id => pieces.get(id), path);

test('what is joined is what was split, sorted by name, whatever the order was', () => {
  fc.assert(fc.property(entries, list => {
    const split = splitList(list);

    expect(join(split)).toEqual(sorted(list).map(each => ({ owner: 'core', name: each.name, value: canonicalJson(each) })));
    expect(splitList([...list].reverse())).toEqual(split);
  }), { numRuns: 25 });
});

test('every text fits into a standard parameter, and is not empty', () => {
  fc.assert(fc.property(entries, list => {
    const { head, pieces } = splitList(list);
    for (const text of [head, ...pieces.values()]) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(STANDARD);
      expect(text.length).toBeGreaterThan(0);
    }
  }), { numRuns: 25 });
});

/** Whether a list has a module, found as functions do: through the head and the pieces that it names. */
function has({ head, pieces }: ReturnType<typeof splitList>, module: string): boolean {
  let [name, content] = lineFor(module, head);
  while (!content.startsWith('{')) [name, content] = lineFor(module, pieces.get(content)!);
  return name === module;
}

test('a module is found by its name exactly if the list has it', () => {
  fc.assert(fc.property(entries, fc.stringMatching(NAME), (list, other) => {
    const split = splitList(list);
    const names = list.map(({ name }) => name);

    expect(names.filter(name => !has(split, name))).toEqual([]);
    expect(has(split, other)).toBe(names.includes(other));
  }), { numRuns: 25 });
});

test('a list without one of its pieces, or with another text in place of one, is no list', () => {
  fc.assert(fc.property(entries, fc.nat(), (list, at) => {
    const { head, pieces } = splitList(list);
    if (!pieces.size) return;
    const id = [...pieces.keys()][at % pieces.size];
    const [other] = splitList(list.slice(1)).pieces.values();

    expect(() => joinList(head, each => each === id ? undefined : pieces.get(each), path)).toThrow(`${path(id)}: no such parameter, expected a piece of the list`);
    expect(() => joinList(head, each => each === id ? `${other} ` : pieces.get(each), path)).toThrow(`${path(id)}: was changed, expected a piece of the list`);
  }), { numRuns: 25 });
});

test('a head that lost a line, or that a newer version wrote, is no list', () => {
  const { head } = splitList([{ schema: 1, name: 'dtc', source: { kind: 's3', bucket: 'b', key: 'k' } }]);
  const read = (text: string) => () => joinList(text, () => undefined, path);

  expect(read(head.split('\n')[0])).toThrow(/^\/s\/directory\/listed\/head: found 0 modules, expected 1 with the digest .*; start the core pipeline, which writes it again$/);
  expect(read(head.replace('"schema":1}\n', '"schema":2}\n'))).toThrow('found schema 2, expected 1; use the version of cv-insync that the core uses');
  expect(read('not JSON')).toThrow('found schema undefined, expected 1');
});

test('an added, changed or removed module of 500 changes a few of the pieces', () => {
  const names = Array.from({ length: 500 }, (_, index) => `module-${(index * 7919) % 100_000}`);
  const before = listParameters('s', ...names);
  const changed = (after: Record<string, string>) => Object.entries(after).filter(([name, text]) => before[name] !== text).length;

  expect(Object.keys(before).length).toBeLessThan(30);
  for (const index of [0, 77, 250, 411, 499]) {
    expect(changed(listParameters('s', ...names, `module-${index * 101}x`))).toBeLessThanOrEqual(6);
    expect(changed(listParameters('s', ...names.filter((_, at) => at !== index)))).toBeLessThanOrEqual(6);
  }
});

test('double braces, which values of parameters may not have, are kept in another spelling', () => {
  const list: Entry[] = [{ schema: 1, name: 'dtc', source: { kind: 's3', bucket: 'b', key: 'k' }, parameters: { Text: '{{{ssm:x}}}' } }];
  const split = splitList(list);

  expect(split.head).not.toContain('{{');
  expect(JSON.parse(join(split)[0].value)).toEqual(list[0]);
});

test('500 entries of the largest size are listed, too', () => {
  const large = Array.from({ length: 500 }, (_, index): Entry => {
    const small = { schema: 1 as const, name: `module-${index}`, source: { kind: 's3' as const, bucket: 'releases', key: 'k' }, parameters: { Text: '' } };
    return { ...small, parameters: { Text: 'x'.repeat(STANDARD - Buffer.byteLength(canonicalJson(small))) } };
  });
  const split = splitList(large);

  expect(split.pieces.size).toBeGreaterThan(500);
  expect(Math.max(...[split.head, ...split.pieces.values()].map(text => Buffer.byteLength(text)))).toBeLessThanOrEqual(STANDARD);
  expect(join(split)).toHaveLength(500);
});
