import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { partsPicture } from '../scripts/docs/parts';

const ROOT = resolve(__dirname, '..');
const PAGES = [
  'CONTRIBUTING.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md', 'CHANGELOG.md', '.github/pull_request_template.md',
  'packages/emulator/README.md', 'packages/emulator/test/recorded/README.md', 'templates/cv-insync-module/README.md',
];
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json'));

test('the picture of the parts is that of the source (npx tsx scripts/docs/parts.ts)', () => {
  const { written, current } = partsPicture();

  expect(written).toBe(current);
});

test.each(PAGES)('every relative link of %s leads to a file', page => {
  const broken = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target)
    .filter(target => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)));

  expect(broken).toEqual([]);
});

test('every npm script that CONTRIBUTING.md names exists, and its table lists every suite of the gate', () => {
  const page = read('CONTRIBUTING.md');
  const suites = [...read('.ci/run').matchAll(/^suite '([^']+)' (.+)$/gm)].map(([, name, command]) => ({ name, command: command.replace(' --silent', '') }));

  expect([...page.matchAll(/`npm run ([a-z:-]+)/g)].map(([, name]) => name).filter(name => !scripts[name])).toEqual([]);
  expect(suites.length).toBeGreaterThan(0);
  expect([...page.matchAll(/^\| ([^|`]+) \| [^|]+ \| `([^`]+)` \|$/gm)].map(([, name, command]) => ({ name, command }))).toEqual(suites);
});

test('every file that CONTRIBUTING.md runs exists', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`(?:npx jest|node|npx tsx(?: --tsconfig \S+)?) (\S+\.(?:ts|mjs))`/g)].map(([, file]) => file);

  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(file => !existsSync(join(ROOT, file)))).toEqual([]);
});

describe('git marks as generated', () => {
  const isMarked = (file: string) => /: set\n$/.test(execFileSync('git', ['check-attr', 'linguist-generated', '--', file], { cwd: ROOT, encoding: 'utf8' }));
  const recorded = 'packages/emulator/test/recorded';

  test.each([
    ...readdirSync(join(ROOT, recorded, 'cases')).slice(0, 1).map(name => `${recorded}/cases/${name}`),
    'packages/emulator/src/account/cloudformation/resource-types.generated.json', 'templates/cv-insync-module/src/versions.generated.ts', 'test/integ.core.ts.snapshot/tree.json',
    'docs/images/parts.svg', 'API.md', 'templates/cv-insync-module/API.md', 'templates/launch/connected-vehicle.template.json', 'api/cv-insync.json', 'CHANGELOG.md',
  ])('%s', file => {
    expect([existsSync(join(ROOT, file)), isMarked(file)]).toEqual([true, true]);
  });

  test.each([`${recorded}/run.mjs`, 'src/index.ts', 'docs/flows.md', 'templates/cv-insync-module/src/project.ts'])('but not %s', file => {
    expect([existsSync(join(ROOT, file)), isMarked(file)]).toEqual([true, false]);
  });
});
