import { existsSync, statSync } from 'fs';
import { resolve } from 'path';
import { usageError } from '../terminal/failure';
import { plural } from '../terminal/output';
import { type Account, forgetRepository, git, Repositories, repositoriesOf, repositoryAt } from '@cv-insync/emulator';

export interface NamedFolder {
  /** `owner/name`, as sources know the repository. */
  readonly name: string;
  readonly folder: string;
}

/** The branch of a repository that is created from a folder without git. */
const BRANCH = 'main';

/** Parses the options `owner/name=folder`; reports all problems at once. */
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
 * Makes folders available to connections as repositories: a git repository as it is, any other folder as a copy.
 * Returns, for each, how to start its pipelines.
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
      ? `${folder} (${await stateOf(folder)}): a commit starts its pipelines`
      : `${repositories.tree(name)}, a copy of ${folder}: commit there, and git push origin ${BRANCH}`;
    lines.push(`  ${name.padEnd(width)}  ${how}`);
  }
  return lines;
}

/** A saved account may refer to folders that no longer exist. */
function forgetMissing(account: Account) {
  for (const [name, path] of Object.entries(repositoriesOf(account))) if (!existsSync(path)) forgetRepository(account, name);
}

/** The state of a repository: only what is committed is built. */
async function stateOf(folder: string): Promise<string> {
  const branch = await git(folder, 'symbolic-ref', '--quiet', '--short', 'HEAD').catch(() => 'no branch');
  const commit = await git(folder, 'rev-parse', '--short', '--verify', '--quiet', 'HEAD').catch(() => undefined);
  if (!commit) return `${branch}, without commits`;
  const changes = (await git(folder, 'status', '--porcelain').catch(() => '')).split('\n').filter(Boolean).length;
  return `${branch} at ${commit}${changes ? `; ${plural(changes, 'file')} not committed, and therefore not built` : ''}`;
}
