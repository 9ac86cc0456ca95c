import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { readZipFile } from '../../src/functions/read-zip';

const names = fc.uniqueArray(fc.stringMatching(/^[a-zé]{1,8}(\/[a-z]{1,8})?\.json$/), { minLength: 1, maxLength: 8 });

test('every file of an archive is read, deflated or stored', () => {
  fc.assert(fc.property(names, fc.constantFrom(0, 6) as fc.Arbitrary<0 | 6>, fc.string(), (files, level, text) => {
    const zip = Buffer.from(zipSync(Object.fromEntries(files.map(name => [name, Buffer.from(name + text)])), { level }));

    for (const name of files) expect(readZipFile(zip, name)?.toString()).toBe(name + text);
    expect(() => readZipFile(zip, 'missing')).toThrow('the artifact has no missing; see Build');
  }));
});

test('sizes are taken from the central directory, because streaming archivers omit them in the file headers', () => {
  const content = Buffer.from('{"schema":1}');
  const zip = Buffer.from(zipSync({ 'contract.json': content }));
  zip.writeUInt32LE(0, 18);
  zip.writeUInt32LE(0, 22);

  expect(readZipFile(zip, 'contract.json')).toEqual(content);
});

test('an archive with a comment is read', () => {
  const plain = Buffer.from(zipSync({ a: Buffer.from('1') }));
  const comment = Buffer.from('made by somebody');
  plain.writeUInt16LE(comment.length, plain.length - 2);

  expect(readZipFile(Buffer.concat([plain, comment]), 'a')?.toString()).toBe('1');
});

test('data that is not an archive is refused', () => {
  expect(() => readZipFile(Buffer.from('{}'), 'a')).toThrow('the artifact is not a zip archive');
});
