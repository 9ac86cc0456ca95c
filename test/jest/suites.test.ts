import { readdirSync } from 'fs';
import { join } from 'path';
import { longest, slow } from './suites.json';

const ROOT = join(__dirname, '../..');

const suites = ['test', 'packages', 'templates']
  .flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)))
  .filter(file => file.endsWith('.test.ts') && !file.includes('node_modules'));

test.each(slow)('%s, which the unit tests leave out, exists', pattern => {
  expect(suites.filter(file => new RegExp(pattern).test(file))).not.toEqual([]);
});

test.each(longest)('%s, which a run begins with, is one suite', part => {
  expect(suites.filter(file => file.includes(part))).toHaveLength(1);
});
