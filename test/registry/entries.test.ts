import * as fc from 'fast-check';
import { memoryStore } from './memory-store';
import { OWNERS } from '../../src/model/owner';
import { directoryDigest, listDirectory, readWanted } from '../../src/registry/entries';

test('every entry is listed with its owner, and nothing else below the directory', async () => {
  const store = memoryStore({
    '/s/directory/self/dtc': '1',
    '/s/directory/operator/dtc': '2',
    '/s/directory/core/api': '3',
    '/s/directory/stranger/x': '4',
    '/s/directory/self/a/b': '5',
    '/s/core/artifact-bucket': '6',
    '/other/directory/self/y': '7',
  });

  expect(await listDirectory(store, 's')).toEqual([
    { owner: 'core', name: 'api', value: '3' }, { owner: 'operator', name: 'dtc', value: '2' }, { owner: 'self', name: 'dtc', value: '1' },
  ]);
});

test('a module is listed if any owner lists it, unless the operator removed it', async () => {
  const store = memoryStore({
    '/s/directory/self/a': '{}',
    '/s/directory/core/b': '{}',
    '/s/directory/operator/b': '{"removed":true}',
    '/s/directory/self/c': '{}',
    '/s/directory/operator/c': '{"source":{}}',
    '/s/directory/operator/d': 'not JSON',
  });

  expect(await readWanted(store, 's', ['a', 'b', 'c', 'd', 'e'])).toEqual(new Set(['a', 'c', 'd']));
});

const records = fc.uniqueArray(fc.record({ owner: fc.constantFrom(...OWNERS), name: fc.stringMatching(/^[a-z]{1,3}$/), value: fc.string() }),
  { selector: ({ owner, name }) => `${owner}/${name}` });

test('the digest of the directory does not depend on the order, nor on entries that are listed in code', () => {
  fc.assert(fc.property(records, list => {
    expect(directoryDigest([...list].reverse().filter(({ owner }) => owner !== 'core'))).toBe(directoryDigest(list));
  }));
});

test('the digest of the directory changes with every value', () => {
  fc.assert(fc.property(records, fc.nat(), (list, at) => {
    const others = list.filter(({ owner }) => owner !== 'core');
    if (!others.length) return;
    const changed = others.map((record, index) => index === at % others.length ? { ...record, value: `${record.value}!` } : record);
    expect(directoryDigest(changed)).not.toBe(directoryDigest(others));
  }));
});
