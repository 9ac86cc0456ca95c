import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { unzipSync } from 'fflate';
import { readDefinition } from '../../../src/cli/bundle/definition';
import { generate } from '../../../src/cli/bundle/generate';
import { folderOf, TOOLS } from '../world';

const entry = { schema: 1 as const, name: 'dtc', source: { kind: 's3' as const, bucket: 'zips', key: 'dtc.zip' }, parameters: { Level: '2' } };

function unpacked(zip: Uint8Array): string {
  const folder = folderOf({});
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

test('Apply reads what was prepared', () => {
  const { bundle } = generate([{ owner: 'core', name: 'dtc', value: JSON.stringify(entry) }], { solution: 's', core: [] }, TOOLS);

  expect(readDefinition(unpacked(bundle.zip))).toEqual({ entries: [entry], templates: TOOLS.deliveryTemplates, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('a definition without modules is a definition', () => {
  expect(readDefinition(unpacked(generate([], { solution: 's', core: [] }, TOOLS).bundle.zip)).entries).toEqual([]);
});

test('a folder that is no unpacked bundle is refused', () => {
  expect(() => readDefinition(folderOf({}))).toThrow('connection.template.json is missing, expected an unpacked definition bundle');
});

test('an unreadable entry stops everything, so that it does not count as removed', () => {
  const templates = { 'delivery/connection.template.json': '{}', 'delivery/s3.template.json': '{}' };

  expect(() => readDefinition(folderOf({ ...templates, 'definition/dtc.json': '{', 'definition/api.json': entry }))).toThrow(/api.json: name[^]*dtc.json: /);
});

test('what all deliveries have in common is a part of the definition', () => {
  const tags = { 'cost-centre': '4711' };
  const [plain, tagged] = [{}, { tags }].map(settings => generate([{ owner: 'core', name: 'dtc', value: JSON.stringify(entry) }], { solution: 's', core: [] }, TOOLS, settings));

  expect(readDefinition(unpacked(tagged.bundle.zip)).settings).toEqual({ tags });
  expect(readDefinition(unpacked(plain.bundle.zip)).settings).toBeUndefined();
  expect(tagged.bundle.digest).not.toBe(plain.bundle.digest);
  expect(tagged.modulesConfiguration.Tags).toEqual({ 'cost-centre': '4711', 'insync:solution': 's', 'insync:module': 'modules' });
});
