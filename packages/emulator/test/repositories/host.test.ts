import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { createAccount } from '../../src/account';
import { connectionStateOf, type Push } from '../../src/account/codeconnections';
import { git } from '../../src/executor/git';
import { repositoryAt } from '../../src/repositories/existing';
import { listenToGit } from '../../src/repositories/host';
import { Repositories } from '../../src/repositories/repositories';

jest.setTimeout(60_000);

test('a commit in the work tree of a directly used repository, or in a clone, is a push', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushes-'));
  const [origin, clone] = [join(folder, 'origin'), join(folder, 'clone')];
  mkdirSync(origin);
  writeFileSync(join(origin, 'app.js'), '1');
  await git(origin, 'init', '--quiet');
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--message', 'first');
  await git(origin, 'pack-refs', '--all');
  await git(folder, 'clone', '--quiet', origin, clone);
  await git(clone, 'pack-refs', '--all');
  const account = createAccount();
  new Repositories(account, join(folder, 'work')).use('acme/app', (await repositoryAt(clone))!);
  const pushes: Push[] = [];
  connectionStateOf(account).signals.on('push', push => void pushes.push(push));
  const stop = listenToGit(account, () => undefined);
  writeFileSync(join(clone, 'more.js'), '1');
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '--message', 'second');
  for (const end = Date.now() + 20_000; !pushes.length && Date.now() < end;) await new Promise(next => setTimeout(next, 20));
  stop();
  expect(pushes).toEqual([{ repository: 'acme/app', branch: 'main', commit: await git(clone, 'rev-parse', 'HEAD'), files: ['more.js'] }]);
  rmSync(folder, { recursive: true, force: true });
});

test('every git push is one push of the connection, with its branch and the changed files, or with its tag', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pushes-'));
  const account = createAccount();
  const repositories = new Repositories(account, join(folder, 'work'));
  mkdirSync(join(folder, 'source'));
  writeFileSync(join(folder, 'source', 'app.js'), '1');
  await repositories.create({ name: 'acme/app', path: join(folder, 'source'), branch: 'main' });
  const tree = repositories.tree('acme/app');
  const pushes: Push[] = [];
  connectionStateOf(account).signals.on('push', push => void pushes.push(push));
  const problems: string[] = [];
  const stop = listenToGit(account, problem => void problems.push(problem));
  const push = async (branch: string, file: string) => {
    await git(tree, 'checkout', '--quiet', '-B', branch);
    mkdirSync(join(tree, 'docs'), { recursive: true });
    writeFileSync(join(tree, file), branch);
    await git(tree, 'add', '--all');
    await git(tree, 'commit', '--quiet', '--message', file);
    const count = pushes.length;
    await git(tree, 'push', '--quiet', 'origin', branch);
    for (const end = Date.now() + 20_000; pushes.length === count && Date.now() < end;) await new Promise(next => setTimeout(next, 20));
    return git(tree, 'rev-parse', 'HEAD');
  };

  const [first, second] = [await push('main', 'docs/a.md'), await push('try/it', 'b.js')];
  for (const args of [['v1'], ['--annotate', '--message', 'two', 'v2']]) await git(tree, 'tag', ...args);
  await git(tree, 'push', '--quiet', 'origin', '--tags');
  for (const end = Date.now() + 20_000; pushes.length < 4 && Date.now() < end;) await new Promise(next => setTimeout(next, 20));
  // Packing branches is not a push.
  await git(repositories.bare('acme/app'), 'pack-refs', '--all');
  await new Promise(next => setTimeout(next, 600));
  stop();

  expect(pushes).toEqual([
    { repository: 'acme/app', branch: 'main', commit: first, files: ['docs/a.md'] },
    { repository: 'acme/app', branch: 'try/it', commit: second, files: ['app.js', 'b.js', 'docs/a.md'], isNewBranch: true },
    { repository: 'acme/app', tag: 'v1', commit: second, files: [] },
    { repository: 'acme/app', tag: 'v2', commit: second, files: [] },
  ]);
  expect(problems).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});
