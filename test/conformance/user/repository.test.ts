import { execFileSync } from 'child_process';
import { join } from 'path';
import { deleteBranches, openRepository } from '../../../conformance/user/repository';
import { folderOf } from '../../cli/world';

const git = (folder: string, ...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

/** A repository with a branch of its owner's, and one of another run. */
function remoteOf(): string {
  const remote = folderOf({});
  const owner = folderOf({ 'README.md': 'Mine.' });
  git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
  git(owner, 'init', '--quiet', '--initial-branch=main');
  git(owner, 'add', '--all');
  git(owner, '-c', 'user.name=owner', '-c', 'user.email=owner@example.com', 'commit', '--quiet', '--message', 'mine');
  git(owner, 'push', '--quiet', remote, 'main', 'main:conformance-cfm10', 'main:conformance-cfm10-new');
  return remote;
}
const branchesOf = (remote: string) => git(remote, 'branch', '--format=%(refname:short)').split('\n').sort();
const filesOf = (remote: string, branch: string) => git(remote, 'ls-tree', '-r', '--name-only', branch).split('\n');

const open = (remote: string) =>
  openRepository({ name: 'acme/modules', host: 'github', remote, connectionArn: 'arn' }, 'cfm1', join(folderOf({}), 'repository'));

test('a run pushes to branches of its own, each with its own files, and touches no other', async () => {
  const remote = remoteOf();
  const before = git(remote, 'rev-parse', 'main');
  const repository = await open(remote);

  await repository.push(repository.branch(), { 'one/a': '1', 'two/a': '1' });
  await repository.push(repository.branch('new'), { 'three/a': '1' });
  await repository.push(repository.branch(), { 'one/a': '2' });

  expect(filesOf(remote, 'conformance-cfm1')).toEqual(['one/a', 'two/a']);
  expect(filesOf(remote, 'conformance-cfm1-new')).toEqual(['three/a']);
  expect(git(remote, 'show', 'conformance-cfm1:one/a')).toBe('2');
  expect(git(remote, 'rev-parse', 'main')).toBe(before);
});

test('an amended commit replaces the last one by force', async () => {
  const remote = remoteOf();
  const repository = await open(remote);
  for (const [text, amend] of [['1', false], ['2', false], ['3', true]] as const) await repository.push(repository.branch(), { 'one/a': text }, { amend });

  expect(git(remote, 'rev-list', '--count', 'conformance-cfm1')).toBe('2');
  expect(git(remote, 'show', 'conformance-cfm1:one/a')).toBe('3');
});

test('the branches of a run are deleted, and those of no other', async () => {
  const remote = remoteOf();
  const repository = await open(remote);
  await repository.push(repository.branch(), { a: '1' });
  await repository.push(repository.branch('new'), { a: '1' });

  expect(await deleteBranches({ remote }, 'cfm1')).toEqual(['conformance-cfm1', 'conformance-cfm1-new']);
  expect(branchesOf(remote)).toEqual(['conformance-cfm10', 'conformance-cfm10-new', 'main']);
  expect(await deleteBranches({ remote }, 'cfm1')).toEqual([]);
});

test('what git says is told', async () => {
  await expect(deleteBranches({ remote: '/nowhere' }, 'cfm1')).rejects.toThrow(/^git ls-remote --heads \/nowhere: fatal: '\/nowhere' does not appear to be a git repository/);
});
