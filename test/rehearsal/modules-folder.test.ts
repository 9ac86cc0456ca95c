import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { composeModules, moduleFolders } from '../../src/rehearsal/modules-folder';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modules-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const packages = (...names: string[]) => {
  for (const name of names) {
    const file = join(folder, name, 'package.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `{"name":"${name.split('node_modules/')[1]}"}`);
  }
};
const compose = (repository: string | undefined, root = 'insync') => composeModules(join(folder, 'composed'), repository && join(folder, repository), join(folder, root));
const target = (name: string) => realpathSync(join(folder, 'composed', name)).slice(folder.length + 1);

test('a repository finds its own packages first, then those of cv-insync, and cv-insync itself', () => {
  packages('user/node_modules/left-pad', 'user/node_modules/@acme/a', 'insync/node_modules/left-pad', 'insync/node_modules/@acme/b', 'insync/node_modules/tsx', 'insync');
  mkdirSync(join(folder, 'user/modules/dtc'), { recursive: true });
  compose('user/modules/dtc');
  expect(readdirSync(join(folder, 'composed')).sort()).toEqual(['.bin', '@acme', 'cv-insync', 'left-pad', 'tsx']);
  expect([target('left-pad'), target('@acme/a'), target('@acme/b'), target('cv-insync')])
    .toEqual(['user/node_modules/left-pad', 'user/node_modules/@acme/a', 'insync/node_modules/@acme/b', 'insync']);
});

test('an app and cv-insync share one aws-cdk-lib', () => {
  packages('user/node_modules/aws-cdk-lib', 'insync/node_modules/aws-cdk-lib', 'insync');
  compose('user');
  expect(target('aws-cdk-lib')).toBe('insync/node_modules/aws-cdk-lib');
});

test('if cv-insync is installed in the user\'s project, its packages are those of the project', () => {
  packages('user/node_modules/cv-insync', 'user/node_modules/aws-cdk-lib');
  compose('user', 'user/node_modules/cv-insync');
  expect([target('aws-cdk-lib'), target('cv-insync')]).toEqual(['user/node_modules/aws-cdk-lib', 'user/node_modules/cv-insync']);
});

test('packages that a repository names by a folder, and that are not installed, are copied, so that they find what the repository finds', () => {
  packages('user/once', 'user/modules/dtc', 'user/modules/poi', 'insync/node_modules/cv-poi', 'insync/node_modules/left-pad', 'insync');
  writeFileSync(join(folder, 'user/once/package.json'), JSON.stringify({
    dependencies: { 'cv-dtc': 'file:../modules/dtc', 'cv-poi': 'file:../modules/poi', 'cv-gone': 'file:../modules/gone', 'left-pad': '1.0.0' },
  }));
  const [from, to] = [join(folder, 'user/once'), join(folder, 'composed/node_modules')];
  composeModules(to, from, join(folder, 'insync'));

  expect(readdirSync(to).sort()).toEqual(['.bin', 'cv-dtc', 'cv-insync', 'cv-poi', 'left-pad']);
  expect(realpathSync(join(to, 'cv-dtc'))).toBe(join(to, 'cv-dtc'));
  expect(realpathSync(join(to, 'cv-poi'))).toBe(join(folder, 'insync/node_modules/cv-poi'));
  expect(createRequire(join(to, 'cv-dtc/lib/dtc.js')).resolve('left-pad/package.json')).toBe(join(folder, 'insync/node_modules/left-pad/package.json'));
});

test.each([
  ['what is no JSON', '{ "dependencies": '],
  ['versions that are none', '{ "dependencies": { "cv-dtc": 7 }, "devDependencies": null }'],
  ['a name that leads out of the folder', '{ "dependencies": { "../../escaped": "file:../modules/dtc", "..": "file:../modules/dtc" } }'],
])('%s in a package.json is left to the build to report', (_, content) => {
  packages('user/once', 'user/modules/dtc', 'insync');
  writeFileSync(join(folder, 'user/once/package.json'), content);
  const to = join(folder, 'work/composed/node_modules');
  composeModules(to, join(folder, 'user/once'), join(folder, 'insync'));

  expect(readdirSync(to).sort()).toEqual(['.bin', 'cv-insync']);
  expect(existsSync(join(folder, 'work/escaped'))).toBe(false);
});

test('executables are found as well, including cv-insync', () => {
  packages('insync');
  mkdirSync(join(folder, 'insync/node_modules/.bin'), { recursive: true });
  mkdirSync(join(folder, 'insync/assets'));
  for (const file of ['node_modules/.bin/cdk', 'assets/cv-insync.js']) writeFileSync(join(folder, 'insync', file), '');
  compose(undefined);
  expect([target('.bin/cdk'), target('.bin/cv-insync')]).toEqual(['insync/node_modules/.bin/cdk', 'insync/assets/cv-insync.js']);
  expect(existsSync(compose(undefined))).toBe(true);
});

test('repositories that find the same packages share a folder, unless commands of their own could install into it', () => {
  packages('user/node_modules/left-pad', 'other/node_modules/left-pad', 'user/one', 'user/two', 'user/built', 'user/local', 'insync');
  writeFileSync(join(folder, 'user/built/buildspec.build.yaml'), 'version: 0.2\n');
  writeFileSync(join(folder, 'user/local/package.json'), JSON.stringify({ dependencies: { one: 'file:../one' } }));
  const folders = moduleFolders(join(folder, 'work'), join(folder, 'insync'));
  const [one, two, other, built, local, none] = ['user/one', 'user/two', 'other', 'user/built', 'user/local'].map(path => folders(join(folder, path))).concat(folders(undefined));

  expect(two).toBe(one);
  expect(new Set([one, other, built, local, none]).size).toBe(5);
  expect([one, other].map(path => realpathSync(join(path, 'left-pad')).slice(folder.length + 1))).toEqual(['user/node_modules/left-pad', 'other/node_modules/left-pad']);
  expect(folders(join(folder, 'user/built'))).toBe(built);
});
