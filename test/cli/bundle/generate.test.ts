import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { generate } from '../../../src/cli/bundle/generate';
import type { DirectoryRecord } from '../../../src/model/directory';
import { TOOLS } from '../world';

const record = (name: string, branch = 'main'): DirectoryRecord =>
  ({ owner: 'self', name, value: JSON.stringify({ schema: 1, name, source: { kind: 'gitlab', repository: 'a/b', branch } }) });
const context = { solution: 's', core: ['fleet'] };
const records = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}$/).filter(name => name !== 'core' && name !== 'modules'), { maxLength: 20 }).map(names => names.map(name => record(name)));

test('the digest depends on what the entries say, not on their order', () => {
  fc.assert(fc.property(records, list => {
    expect(generate([...list].reverse(), context, TOOLS).bundle.digest).toBe(generate(list, context, TOOLS).bundle.digest);
  }));
});

test('the bundle contains every listed module, and no other', () => {
  fc.assert(fc.property(records, list => {
    const { directory, bundle } = generate(list, context, TOOLS);
    const packed = Object.keys(unzipSync(bundle.zip)).filter(name => name.startsWith('definition/'));

    expect(packed.sort()).toEqual(directory.wanted.map(({ name }) => `definition/${name}.json`).sort());
  }));
});

test.each<[string, DirectoryRecord[], typeof TOOLS]>([
  ['an added module', [record('dtc'), record('api')], TOOLS],
  ['another source', [record('dtc', 'next')], TOOLS],
  ['another program', [record('dtc')], { ...TOOLS, apply: Buffer.from('next') }],
  ['another delivery template', [record('dtc')], { ...TOOLS, deliveryTemplates: { ...TOOLS.deliveryTemplates, s3: '{}' } }],
])('%s is another definition', (_, list, tools) => {
  expect(generate(list, context, tools).modulesConfiguration).not.toEqual(generate([record('dtc')], context, TOOLS).modulesConfiguration);
});

test('entries that are held back or only have notes do not change the definition', () => {
  const bad: DirectoryRecord = { owner: 'self', name: 'bad', value: '{' };

  expect(generate([record('dtc'), bad], context, TOOLS).bundle.digest).toBe(generate([record('dtc')], context, TOOLS).bundle.digest);
});
