import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { bundle } from '../../../src/cli/bundle/zip';
import { digestOf } from '../../../src/model/digest';
import { canonicalJson } from '../../../src/model/json';

const files = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?\.json$/), fc.string());

describe('a bundle', () => {
  test('is the same, byte for byte, for the same files in any order', () => {
    fc.assert(fc.property(files, content => {
      const reversed = Object.fromEntries(Object.entries(content).reverse());
      expect(Buffer.compare(bundle(content).zip, bundle(reversed).zip)).toBe(0);
    }));
  });

  test('has the same digest in another time zone and at another time', () => {
    expect(bundle({ 'definition/dtc.json': '{"name":"dtc"}' }).digest).toBe('6a07760cad6be249445b8f28f3e9a1ce955b662c086f4da36a389d50ef5864c8');
  });

  test('holds the files', () => {
    fc.assert(fc.property(files, content => {
      const unpacked = Object.entries(unzipSync(bundle(content).zip)).map(([path, bytes]) => [path, strFromU8(bytes)]);
      expect(Object.fromEntries(unpacked)).toEqual(Object.fromEntries(Object.entries(content)));
    }));
  });

  test('has another digest if one byte changes', () => {
    expect(bundle({ a: '1' }).digest).not.toBe(bundle({ a: '2' }).digest);
  });
});

test('equal values have equal canonical JSON and digests, in any order of members', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
});
