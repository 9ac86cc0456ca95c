import { join } from 'path';
import { buildSync } from 'esbuild';
import { FUNCTIONS } from '../../src/model/names';

/** Their code is inline in a template, whose size is limited. */
const LARGEST = 12_000;

test.each(FUNCTIONS)('%s stays small, and needs nothing but its runtime', id => {
  const { outputFiles: [{ text }] } = buildSync({
    entryPoints: [join(__dirname, '../../src/functions', `${id}.lambda.ts`)],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    external: ['@aws-sdk/*'],
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  });
  const needed = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);

  expect(text.length).toBeLessThan(LARGEST);
  expect(needed.filter(name => !/^(@aws-sdk\/client-[a-z0-9]+|crypto|zlib)$/.test(name))).toEqual([]);
  expect(needed).toContain('@aws-sdk/client-codepipeline');
});
