import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

const DOCS = resolve(__dirname, '../../docs');
const [, table] = /<!-- claims[^>]*-->\n([^]*?)<!-- \/claims -->/.exec(readFileSync(join(DOCS, 'security.md'), 'utf8'))!;
const CLAIMS = table.trim().split('\n').slice(2).map(row => {
  const [, claim, file, name] = /^\| (.+) \| \[[^\]]+\]\(([^)]+)\): (.+) \|$/.exec(row) ?? [undefined, row, '', ''];
  return { claim, file, name };
});

test('the page on security has claims', () => {
  expect(CLAIMS.length).toBeGreaterThan(20);
});

test.each(CLAIMS)('a test tries the claim: $claim', ({ file, name }) => {
  const path = join(DOCS, file);
  expect(existsSync(path)).toBe(true);
  // A name stands in the call of a test, or in that after its table.
  const names = readFileSync(path, 'utf8').split('\n').flatMap(line => /^(?:\s*(?:test|describe)(?:\.each)?.*?\(|.*\)\()(['"`].*)/.exec(line)?.[1].replace(/\\'/g, '\'') ?? []);

  expect(names.filter(each => each.includes(name))).not.toEqual([]);
});
