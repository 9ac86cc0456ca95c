import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { connect, foldersOf } from '../../../src/cli/account/repositories';
import { createAccount, hostRepository, repositoriesOf } from '@cv-insync/emulator';

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), 'account-repositories-'))); });
afterEach(() => rmSync(folder, { recursive: true }));

const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd, encoding: 'utf8' }).trim();
const make = (name: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'app.js'), '1');
  return join(folder, name);
};

test('folders are assigned to repositories by name, also in nested groups', () => {
  const [app] = [make('app')];
  expect(foldersOf([`acme/app=${app}`, `acme/cars/app=${app}`])).toEqual([{ name: 'acme/app', folder: app }, { name: 'acme/cars/app', folder: app }]);
});

test('all of their problems are reported at once', () => {
  const app = make('app');
  expect(() => foldersOf([app, 'acme/none=/does/not/exist', `acme/app=${app}`, `acme/app=${app}`, `acme/file=${join(app, 'app.js')}`])).toThrow(expect.objectContaining({
    exitCode: 2,
    problems: [
      `--repository ${app}: expected owner/name=folder`,
      '--repository acme/none=/does/not/exist: there is no folder /does/not/exist',
      `--repository acme/app=${app}: 'acme/app' is given twice`,
      `--repository acme/file=${join(app, 'app.js')}: there is no folder ${join(app, 'app.js')}`,
    ],
  }));
});

test('a git repository is used directly, and any other folder is copied into one; the next steps are printed', async () => {
  const [app, plain] = [make('app'), make('plain')];
  git(app, 'init', '--quiet');
  git(app, 'add', '--all');
  git(app, 'commit', '--quiet', '--message', 'first');
  writeFileSync(join(app, 'more.js'), '');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  git(empty, 'init', '--quiet');
  const account = createAccount();
  hostRepository(account, 'acme/gone', join(folder, 'gone'));

  const lines = await connect(account, join(folder, 'work'), foldersOf([`acme/app=${app}`, `acme/plain=${plain}`, `acme/empty=${empty}`]));

  expect(lines).toEqual([
    `  acme/app    ${app} (main at ${git(app, 'rev-parse', '--short', 'HEAD')}; 1 file not committed, and therefore not built): a commit starts its pipelines`,
    `  acme/plain  ${join(folder, 'work/trees/acme/plain')}, a copy of ${plain}: commit there, and git push origin main`,
    `  acme/empty  ${empty} (main, without commits): a commit starts its pipelines`,
  ]);
  expect(repositoriesOf(account))
    .toEqual({ 'acme/app': join(app, '.git'), 'acme/plain': join(folder, 'work/git/acme/plain.git'), 'acme/empty': join(empty, '.git') });
});
