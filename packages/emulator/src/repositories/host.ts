import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { Account } from '../account';
import { connectionStateOf, type Push } from '../account/codeconnections';
import { git } from '../executor/git';

export type { Push };

/** Polling interval in milliseconds. */
const INTERVAL = 250;

/** Lets connections reach a bare git repository under a name, `owner/name`. */
export function hostRepository(account: Account, name: string, bare: string): void {
  connectionStateOf(account).repositories[name] = bare;
}

/** The bare git repositories that connections reach, by name. */
export const repositoriesOf = (account: Account): Readonly<Record<string, string>> => connectionStateOf(account).repositories;

/** Reports a push to the account, which starts the pipelines whose triggers match. */
export function push(account: Account, what: Push): void {
  connectionStateOf(account).signals.emit('push', what);
}

/** Commits by branch. */
type Heads = ReadonlyMap<string, string>;

/**
 * Starts pipelines when git pushes to a hosted repository, as a connection does. It polls files only, which is cheap while nobody
 * pushes. Returns a function that stops it.
 */
export function listenToGit(account: Account, onProblem: (problem: string) => void): () => void {
  const repositories = repositoriesOf(account);
  const known = new Map(Object.entries(repositories).map(([name, bare]) => [name, headsOf(bare)]));
  const look = async () => {
    for (const [repository, bare] of Object.entries(repositories)) {
      const [before, now] = [known.get(repository) ?? new Map(), headsOf(bare)];
      known.set(repository, new Map([...before, ...now]));
      for (const [branch, commit] of now) {
        if (before.get(branch) === commit) continue;
        push(account, { repository, branch, commit, files: await changedFiles(bare, before.get(branch), commit) });
      }
    }
  };
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const again = () => {
    if (!ended) timer = setTimeout(() => void look().catch(error => onProblem(`a push cannot be followed: ${error.message}`)).then(again), INTERVAL);
  };
  again();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** Each pushed branch is a file. Packing refs removes the file, which is not a push. */
function headsOf(bare: string): Heads {
  const folder = join(bare, 'refs', 'heads');
  if (!existsSync(folder)) return new Map();
  const branches = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && !entry.name.endsWith('.lock'))
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(branches.map(branch => [branch, readFileSync(join(folder, branch), 'utf8').trim()]));
}

async function changedFiles(bare: string, before: string | undefined, commit: string): Promise<string[]> {
  const listed = before ? await git(bare, 'diff', '--name-only', before, commit) : await git(bare, 'ls-tree', '-r', '--name-only', commit);
  return listed.split('\n').filter(Boolean);
}
