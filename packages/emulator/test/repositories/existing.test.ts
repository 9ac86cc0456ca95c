import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { git } from '../../src/executor/git';
import { repositoryAt } from '../../src/repositories/existing';

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), 'existing-'))); });
afterEach(() => rmSync(folder, { recursive: true }));
const at = (...path: string[]) => {
  mkdirSync(join(folder, ...path), { recursive: true });
  return join(folder, ...path);
};

test('the root of a work tree, a bare repository and a linked work tree are repositories', async () => {
  await git(at('app'), 'init', '--quiet');
  await git(at('bare.git'), 'init', '--quiet', '--bare');
  await git(at('app'), 'commit', '--quiet', '--allow-empty', '--message', 'first');
  await git(at('app'), 'worktree', 'add', '--quiet', join(folder, 'further'));
  await expect(Promise.all(['app', 'bare.git', 'further'].map(name => repositoryAt(join(folder, name))))).resolves
    .toEqual([join(folder, 'app', '.git'), join(folder, 'bare.git'), join(folder, 'app', '.git')]);
});

test('a folder inside of a work tree, and one without git, are not', async () => {
  await git(at('app'), 'init', '--quiet');
  await expect(repositoryAt(at('app', 'part'))).resolves.toBeUndefined();
  await expect(repositoryAt(at('plain'))).resolves.toBeUndefined();
});

test('a repository that does not store its branches in files is refused', async () => {
  await git(at('app'), 'init', '--quiet');
  mkdirSync(join(folder, 'app', '.git', 'reftable'));
  await expect(repositoryAt(join(folder, 'app'))).rejects.toThrow('keeps its branches as reftable');
});

test('errors of git itself are reported', async () => {
  writeFileSync(join(at('broken'), '.git'), 'gitdir: /nowhere');
  await expect(repositoryAt(join(folder, 'broken'))).rejects.toThrow('not a git repository: /nowhere');
});
