import { existsSync, statSync } from 'fs';
import { resolve } from 'path';
import { usageError } from '../terminal/failure';
import { type Account, forgetRepository, git, Repositories, repositoriesOf, repositoryAt } from '@cv-insync/emulator';

export interface NamedFolder {
  /** `owner/name`, as sources know the repository. */
  readonly name: string;
  readonly folder: string;
}

/** The branch of a repository that is made of a plain folder. */
const BRANCH = 'main';

/** Reads `owner/name=folder`, as often as it is given; all problems at once. */
export function foldersOf(given: readonly string[]): NamedFolder[] {
  const found = given.map(text => {
    const at = text.indexOf('=');
    return { text, name: text.slice(0, at), folder: resolve(text.slice(at + 1)) };
  });
  const problems = found.flatMap(({ text, name, folder }, index) => {
    if (!/^[^/=\s]+(\/[^/=\s]+)+=./.test(text)) return [`--repository ${text}: expected owner/name=folder`];
    if (found.findIndex(each => each.name === name) < index) return [`--repository ${text}: '${name}' is given twice`];
    return existsSync(folder) && statSync(folder).isDirectory() ? [] : [`--repository ${text}: there is no folder ${folder}`];
  });
  return problems.length ? usageError(...problems) : found.map(({ name, folder }) => ({ name, folder }));
}

/**
 * Lets connections reach folders as repositories: a git repository as it is, any other folder as a copy that is one.
 * Tells, for each, what a person does to start pipelines.
 */
export async function connect(account: Account, workDir: string, folders: readonly NamedFolder[]): Promise<string[]> {
  const repositories = new Repositories(account, workDir);
  forgetMissing(account);
  const width = Math.max(0, ...folders.map(({ name }) => name.length));
  const lines: string[] = [];
  for (const { name, folder } of folders) {
    const existing = await repositoryAt(folder);
    if (existing) repositories.use(name, existing);
    else await repositories.create({ name, path: folder, branch: BRANCH });
    const how = existing
      ? `${folder} (${await stateOf(folder)}): a commit starts the pipelines that it is for`
      : `${repositories.tree(name)}, a copy of ${folder}: commit there, and git push origin ${BRANCH}`;
    lines.push(`  ${name.padEnd(width)}  ${how}`);
  }
  return lines;
}

/** Those of a saved account lay in a folder that may be gone. */
function forgetMissing(account: Account) {
  for (const [name, path] of Object.entries(repositoriesOf(account))) if (!existsSync(path)) forgetRepository(account, name);
}

/** What of a repository is built: commits, not what lies in its work tree. */
async function stateOf(folder: string): Promise<string> {
  const branch = await git(folder, 'symbolic-ref', '--quiet', '--short', 'HEAD').catch(() => 'no branch');
  const commit = await git(folder, 'rev-parse', '--short', '--verify', '--quiet', 'HEAD').catch(() => undefined);
  if (!commit) return `${branch}, without a commit so far`;
  const changes = (await git(folder, 'status', '--porcelain').catch(() => '')).split('\n').filter(Boolean).length;
  return `${branch} at ${commit}${changes ? `; not committed, so not built: ${changes} ${changes === 1 ? 'file' : 'files'}` : ''}`;
}
