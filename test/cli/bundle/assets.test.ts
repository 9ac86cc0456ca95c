import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { unzipSync } from 'fflate';
import { publishAssets } from '../../../src/cli/bundle/assets';
import { zipFolder } from '../../../src/cli/bundle/zip';
import { assemblyOf } from '../prepare/assembly';
import { folderOf, memoryObjects } from '../world';

const destination = (objectKey: string) => ({ here: { bucketName: 's-assets-${AWS::AccountId}-${AWS::Region}', objectKey } });
const environment = async () => ({ account: '123456789012', region: 'eu-west-1', partition: 'aws' });
const BUCKET = 's-assets-123456789012-eu-west-1';

const setting = () => assemblyOf([{
  name: 'dtc',
  assets: {
    files: {
      code: { source: { path: 'asset.code', packaging: 'zip' }, destinations: destination('dtc/code.zip') },
      nested: { source: { path: 'nested.json', packaging: 'file' }, destinations: destination('dtc/nested.json') },
      template: { source: { path: 'dtc.template.json', packaging: 'file' }, destinations: destination('dtc/template.json') },
    },
  },
}], undefined, { 'asset.code/index.js': 'exports.handler = 1', 'asset.code/lib/a.js': 'a', 'nested.json': '{}' });

test('files and folders are uploaded to the bucket of the account, the template itself is not', async () => {
  const assembly = setting();
  const objects = memoryObjects();

  expect(await publishAssets(assembly, assembly.modules[0], objects, environment)).toEqual({ published: 2, present: 0 });
  expect([...objects.stored.keys()].sort()).toEqual([`${BUCKET}/dtc/code.zip`, `${BUCKET}/dtc/nested.json`]);
  expect(Object.keys(unzipSync(objects.stored.get(`${BUCKET}/dtc/code.zip`)!))).toEqual(['index.js', 'lib/a.js']);
});

test('existing objects are not uploaded again', async () => {
  const assembly = setting();
  const objects = memoryObjects();
  await publishAssets(assembly, assembly.modules[0], objects, environment);

  expect(await publishAssets(assembly, assembly.modules[0], objects, environment)).toEqual({ published: 0, present: 2 });
});

test('container images are refused with an alternative', async () => {
  const assembly = assemblyOf([{ name: 'dtc', assets: { dockerImages: { one: {} } } }]);

  await expect(publishAssets(assembly, assembly.modules[0], memoryObjects(), environment)).rejects.toThrow('module dtc: 1 container image(s)');
});

test('a folder gives the same bytes each time, links are followed, executables stay executable', () => {
  const folder = folderOf({ 'run.sh': 'echo', 'plain.txt': 'x' });
  chmodSync(join(folder, 'run.sh'), 0o755);
  chmodSync(join(folder, 'plain.txt'), 0o644);
  mkdirSync(join(folder, 'target'));
  writeFileSync(join(folder, 'target', 'file'), 'y');
  symlinkSync(join(folder, 'target'), join(folder, 'link'));

  const zip = Buffer.from(zipFolder(folder));
  const modes = modesOf(zip);

  expect(modes).toEqual({ 'link/file': expect.any(Number), 'plain.txt': 0o644, 'run.sh': 0o755, 'target/file': expect.any(Number) });
  expect(Buffer.from(zipFolder(folder)).equals(zip)).toBe(true);
});

/** Permissions in the central directory of the archive. */
function modesOf(zip: Buffer): Record<string, number> {
  const modes: Record<string, number> = {};
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    modes[zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))] = Math.floor(zip.readUInt32LE(at + 38) / 0x10000) % 0o1000;
  }
  return modes;
}
