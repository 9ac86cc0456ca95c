import * as fc from 'fast-check';
import { listParameters, memoryStore } from './memory-store';
import { ENTRY_OWNERS } from '../../src/model/owner';
import { directoryDigest, listDirectory, readWanted } from '../../src/registry/entries';

test('every entry is listed with its owner, and nothing else below the directory', async () => {
  const store = memoryStore({
    ...listParameters('s', 'api'),
    '/s/directory/self/dtc': '1',
    '/s/directory/operator/dtc': '2',
    '/s/directory/stranger/x': '4',
    '/s/directory/self/a/b': '5',
    '/s/core/artifact-bucket': '6',
    '/other/directory/self/y': '7',
  });

  expect(await listDirectory(store, 's')).toEqual([
    { owner: 'core', name: 'api', value: '{"name":"api","schema":1,"source":{"branch":"main","kind":"github","repository":"acme/api"}}' },
    { owner: 'operator', name: 'dtc', value: '2' },
    { owner: 'self', name: 'dtc', value: '1' },
  ]);
});

test('entries that an older version stored one by one are listed until the core pipeline has written a list', async () => {
  const older = { '/s/directory/core/dtc': '{}', '/s/directory/self/jitr': '{}' };

  expect(await listDirectory(memoryStore(older), 's')).toEqual([{ owner: 'core', name: 'dtc', value: '{}' }, { owner: 'self', name: 'jitr', value: '{}' }]);
  expect(await listDirectory(memoryStore({ ...older, ...listParameters('s') }), 's')).toEqual([{ owner: 'self', name: 'jitr', value: '{}' }]);
});

test('a module is listed if any owner lists it, unless the operator removed it', async () => {
  const store = memoryStore({
    ...listParameters('s', 'b', 'f'),
    '/s/directory/self/a': '{}',
    '/s/directory/operator/b': '{"removed":true}',
    '/s/directory/self/c': '{}',
    '/s/directory/operator/c': '{"source":{}}',
    '/s/directory/operator/d': 'not JSON',
    '/s/directory/self/f': '{"removed":true}',
  });

  expect(await readWanted(store, 's', ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(new Set(['a', 'c', 'd', 'f']));
});

test('whether modules are listed takes one more call for each piece that they would be in, and fails if one of these is missing', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `module-${index}`);
  const store = memoryStore(listParameters('s', ...names));
  const [, piece] = /module-7\d* ([0-9a-f]{16})/.exec(store.values.get('/s/directory/listed/head')!)!;

  expect(await readWanted(store, 's', ['module-77', 'module-500'])).toEqual(new Set(['module-77']));
  expect(store.calls.read).toBeLessThanOrEqual(3);
  expect(await readWanted(store, 's', names)).toEqual(new Set(names));
  store.values.delete(`/s/directory/listed/${piece}`);
  await expect(readWanted(store, 's', names)).rejects.toThrow(`/s/directory/listed/${piece} is missing: start the core pipeline`);
  store.values.delete('/s/directory/listed/head');
  await expect(readWanted(store, 's', ['module-77'])).rejects.toThrow('/s/directory/listed/head is missing: start the core pipeline');
});

const records = fc.uniqueArray(fc.record({ owner: fc.constantFrom(...ENTRY_OWNERS), name: fc.stringMatching(/^[a-z]{1,3}$/), value: fc.string() }),
  { selector: ({ owner, name }) => `${owner}/${name}` });

test('the digest of the directory does not depend on the order', () => {
  fc.assert(fc.property(records, list => {
    expect(directoryDigest([...list].reverse(), 'head')).toBe(directoryDigest(list, 'head'));
  }));
});

test('the digest of the directory changes with every value, and with the list in code', () => {
  fc.assert(fc.property(records, fc.nat(), (list, at) => {
    const changed = list.map((record, index) => index === at % list.length ? { ...record, value: `${record.value}!` } : record);
    if (list.length) expect(directoryDigest(changed, 'head')).not.toBe(directoryDigest(list, 'head'));
    expect(directoryDigest(list, 'head')).not.toBe(directoryDigest(list, 'another head'));
  }));
});
