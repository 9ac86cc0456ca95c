import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { createAccount, type Account } from '../../src/account';
import { connectionStateOf, type Push } from '../../src/account/codeconnections';
import { git } from '../../src/executor/git';
import { Repositories } from '../../src/repositories/repositories';

jest.setTimeout(60_000);
let folder: string;
let account: Account;
let repositories: Repositories;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repositories-'));
  account = createAccount();
  repositories = new Repositories(account, join(folder, 'work'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Record<string, string>, under = 'source') => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, under, path)), { recursive: true });
    writeFileSync(join(folder, under, path), text);
  }
};
const create = (branch = 'main') => repositories.create({ name: 'acme/app', path: join(folder, 'source'), branch });
const files = async () => (await git(repositories.bare('acme/app'), 'ls-tree', '-r', '--name-only', 'HEAD')).split('\n');

test('a folder becomes a repository without the generated files of tools', async () => {
  write({ 'cdk.json': '{}', 'src/.hidden': '', 'node_modules/a/index.js': '', 'cdk.out/x': '', '.insync/y': '' });
  await create();
  expect(await files()).toEqual(['cdk.json', 'src/.hidden']);
  expect(connectionStateOf(account).repositories).toEqual({ 'acme/app': repositories.bare('acme/app') });
});

test('a folder of a git repository becomes a repository of the files that git does not ignore', async () => {
  write({ '.gitignore': 'ignored\n', 'source/a': '', 'source/ignored': '' }, '.');
  await git(folder, 'init', '--quiet');
  await create();
  expect(await files()).toEqual(['a']);
});

test('a commit is pushed and reported with the files that it changed', async () => {
  write({ 'a': '1', 'deep/b': '1' });
  await create('trunk');
  const pushes: Push[] = [];
  connectionStateOf(account).signals.on('push', push => void pushes.push(push));
  write({ 'deep/b': '2', 'node_modules/x': '' }, 'work/trees/acme/app');
  await repositories.commit('acme/app', 'better', false);
  expect(pushes).toEqual([{ repository: 'acme/app', branch: 'trunk', commit: await git(repositories.bare('acme/app'), 'rev-parse', 'trunk'), files: ['deep/b'] }]);
});

test('a command that changed nothing is reported; a commit without a command may be empty', async () => {
  write({ a: '1' });
  await create();
  await expect(repositories.commit('acme/app', 'better', false)).rejects.toThrow('nothing changed in acme/app');
  await repositories.commit('acme/app', 'again', true);
  expect(existsSync(join(repositories.tree('acme/app'), 'a'))).toBe(true);
});
