import * as fc from 'fast-check';
import { listParameters, memoryStore } from './memory-store';
import { splitList } from '../../src/model/module-list';
import { readWanted } from '../../src/registry/entries';
import { readList, writeList } from '../../src/registry/module-list';
import type { ParameterStore } from '../../src/registry/parameter-store';

const entry = (name: string, text = '') => ({ schema: 1 as const, name, source: { kind: 's3' as const, bucket: 'releases', key: `${name}.zip` }, parameters: { Text: text } });
const names = (count: number, first = 0) => Array.from({ length: count }, (_, index) => `module-${first + index}`);
const list = (modules: readonly string[], text?: string) => splitList(modules.map(name => entry(name, text)));
const listed = async (store: ParameterStore) => (await readList(store, 's'))?.map(({ name }) => name);

/** The store, with a call before each access: it may do something else, or fail. */
function watched(store: ParameterStore, before: (call: number) => Promise<unknown> | unknown): ParameterStore {
  let calls = 0;
  const each = <T extends unknown[], R>(work: (...args: T) => Promise<R>) => async (...args: T) => {
    await before(calls++);
    return work(...args);
  };
  return { list: each(store.list), read: each(store.read), write: each(store.write), remove: each(store.remove) };
}

test('before the core pipeline has written a list there is none, and an empty list is one', async () => {
  const store = memoryStore();

  expect(await readList(store, 's')).toBeUndefined();
  await writeList(store, 's', list([]));
  expect(await readList(store, 's')).toEqual([]);
  expect([...store.values.keys()]).toEqual(['/s/directory/listed/head']);
});

test('an unchanged list is not written again, and what an earlier one left behind is deleted', async () => {
  const written: string[] = [];
  const store = memoryStore();
  const recording = { ...store, write: async (name: string, value: string) => (written.push(name), store.write(name, value)) };
  await writeList(recording, 's', list(names(200)));
  await writeList(recording, 's', list(names(100, 150)));
  expect(store.values.size).toBeGreaterThan(Object.keys(Object.fromEntries(list(names(100, 150)).pieces)).length + 1);

  written.length = 0;
  await writeList(recording, 's', list(names(100, 150)));
  expect(written).toEqual([]);
  expect([...store.values.keys()].sort()).toEqual(['/s/directory/listed/head', ...[...list(names(100, 150)).pieces.keys()].map(id => `/s/directory/listed/${id}`)].sort());
});

test('the whole list of 500 modules is read with few calls', async () => {
  const store = memoryStore(listParameters('s', ...names(500)));

  expect(await listed(store)).toHaveLength(500);
  expect(store.calls).toEqual({ list: 0, read: 2 });
});

const sizes = fc.record({ before: fc.nat({ max: 300 }), after: fc.nat({ max: 300 }), first: fc.nat({ max: 100 }), text: fc.constantFrom('', 'x'.repeat(300)) });

test('wherever writing is interrupted, the old list or the new one is read, and writing again completes it', async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.nat({ max: 200 }), async ({ before, after, first, text }, calls) => {
    const [old, fresh] = [names(before).sort(), names(after, first).sort()];
    const store = memoryStore();
    await writeList(store, 's', list(old));
    const dying = watched(store, call => { if (call >= calls) throw new Error('the build was stopped'); });
    const isComplete = await writeList(dying, 's', list(fresh, text)).then(() => true, () => false);

    expect([old, fresh]).toContainEqual(await listed(store));
    if (isComplete) expect(await listed(store)).toEqual(fresh);
    await writeList(store, 's', list(fresh, text));
    expect(await listed(store)).toEqual(fresh);
  }), { numRuns: 30 });
});

test('who reads while the list is replaced finds the old one or the new one', async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.nat({ max: 30 }), async ({ before, after, first, text }, at) => {
    const [old, fresh] = [names(before).sort(), names(after, first).sort()];
    const store = memoryStore();
    await writeList(store, 's', list(old));
    let reads = 0;
    const slow = watched(store, async () => { if (reads++ === at % 3) await writeList(store, 's', list(fresh, text)); });
    const seen = await readWanted(slow, 's', [...new Set([...old, ...fresh])]);
    const whole = await listed(watched(store, async call => { if (call === 1) await writeList(store, 's', list(old)); }));

    for (const name of old.filter(each => fresh.includes(each))) expect(seen.has(name)).toBe(true);
    expect([old, fresh]).toContainEqual(whole);
  }), { numRuns: 30 });
});

test('of two that write at the same time, as the build of an abandoned execution may, the last one leaves a complete list', async () => {
  await fc.assert(fc.asyncProperty(sizes, fc.array(fc.boolean(), { maxLength: 200 }), async ({ before, after, first }, order) => {
    const store = memoryStore();
    await writeList(store, 's', list(names(before)));
    const waiting: (() => void)[][] = [[], []];
    const turns = ([0, 1] as const).map(who => watched(store, () => new Promise<void>(resolve => waiting[who].push(resolve))));
    const lists = [names(after, first), names(after, first + 1)];
    let open = 2;
    turns.forEach((turn, who) => void writeList(turn, 's', list(lists[who])).then(() => open--));
    for (let step = 0; open; step++) {
      const [one, other] = order[step] ? waiting : [...waiting].reverse();
      (one.shift() ?? other.shift())?.();
      await new Promise(setImmediate);
    }

    expect(lists.map(each => [...each].sort())).toContainEqual(await listed(store));
  }), { numRuns: 40 });
});

test('a list with a missing piece is a failed read, and the next preparation repairs it', async () => {
  const store = memoryStore(listParameters('s', ...names(100)));
  const [piece] = [...store.values.keys()].filter(name => !name.endsWith('/head'));
  store.values.delete(piece);

  await expect(readList(store, 's')).rejects.toThrow(`${piece}: no such parameter, expected a piece of the list of modules in the core's code; start the core pipeline, which writes it again`);
  await writeList(store, 's', splitList(names(100).map(name => ({ schema: 1, name, source: { kind: 'github', repository: `acme/${name}`, branch: 'main' } }))));
  expect(await listed(store)).toEqual(names(100).sort());
});
