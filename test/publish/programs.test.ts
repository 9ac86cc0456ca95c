import { readFileSync } from 'fs';
import { join } from 'path';
import { programs } from './programs';
import { snippet } from '../languages/readme';

const go = snippet('go');

test('the readme shows the program in each language once', () => {
  expect(programs(readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8'))).toBe('ts, python, java, go, csharp');
});

test('a page that shows it twice or in another language as well is reported', () => {
  expect(programs(`${go}\n${go}`)).toBe('go, go');
  expect(programs(`${snippet('python')}\n${go}`)).toBe('python, go');
});

test('a translation that differs from the readme\'s is reported', () => {
  expect(programs(`source: *cvinsync.Source_GitHub(jsii.String("acme/connected-vehicle"))\n${go}`)).toBe('go, another');
});

test('a page of documentation may indent it or have it in comments', () => {
  expect(programs(go.replace(/^/gm, ' '))).toBe('go');
  expect(programs(snippet('csharp').replace(/^/gm, '    /// ').replace(/ +$/gm, ''))).toBe('csharp');
});

test('a page without the program has none', () => {
  expect(programs('# cv-insync, running the core\'s app (acme/connected-vehicle)')).toBe('');
  expect(programs(undefined)).toBe('');
});
