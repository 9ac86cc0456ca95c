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

/** Makes a repository unavailable to connections. */
export function forgetRepository(account: Account, name: string): void {
  delete connectionStateOf(account).repositories[name];
}

/** The bare git repositories that connections reach, by name. */
export const repositoriesOf = (account: Account): Readonly<Record<string, string>> => connectionStateOf(account).repositories;

/** Reports a push to the account, which starts the pipelines whose triggers match. */
export function push(account: Account, what: Push): void {
  connectionStateOf(account).signals.emit('push', what);
}

/** The objects of branches and tags by their full names: `heads/main`, `tags/v1`. */
type Refs = ReadonlyMap<string, string>;

/**
 * Starts pipelines when git pushes to a hosted repository, as a connection does. It polls files only, which is cheap while nobody
 * pushes. Returns a function that stops it.
 */
export function listenToGit(account: Account, onProblem: (problem: string) => void): () => void {
  const repositories = repositoriesOf(account);
  const known = new Map(Object.entries(repositories).map(([name, bare]) => [name, new Map([...packedRefsOf(bare), ...refsOf(bare)])]));
  const look = async () => {
    for (const [repository, bare] of Object.entries(repositories)) {
      const [before, now] = [known.get(repository) ?? new Map<string, string>(), refsOf(bare)];
      known.set(repository, new Map([...before, ...now]));
      for (const [ref, id] of now) if (before.get(ref) !== id) push(account, await pushOf(repository, bare, ref, id, before.get(ref)));
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

/** Each pushed branch or tag is a file. Packing refs removes the file, which is not a push. */
function refsOf(bare: string): Refs {
  return new Map(['heads', 'tags'].flatMap(kind => {
    const folder = join(bare, 'refs', kind);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && !entry.name.endsWith('.lock'))
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((name): [string, string] => [`${kind}/${name}`, readFileSync(join(folder, name), 'utf8').trim()]);
  }));
}

/** Branches and tags that are not files any more, or never were, as those of a clone. */
function packedRefsOf(bare: string): Refs {
  const file = join(bare, 'packed-refs');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return new Map(lines.flatMap(line => {
    const [, commit, ref] = /^([0-9a-f]+) refs\/((?:heads|tags)\/.+)$/.exec(line) ?? [];
    return ref ? [[ref, commit] as const] : [];
  }));
}

async function pushOf(repository: string, bare: string, ref: string, id: string, before: string | undefined): Promise<Push> {
  const name = ref.slice(ref.indexOf('/') + 1);
  if (ref.startsWith('tags/')) return { repository, tag: name, commit: await git(bare, 'rev-parse', `${id}^{commit}`), files: [] };
  const listed = before ? await git(bare, 'diff', '--name-only', before, id) : await git(bare, 'ls-tree', '-r', '--name-only', id);
  return { repository, branch: name, commit: id, files: listed.split('\n').filter(Boolean), ...(before ? {} : { isNewBranch: true }) };
}
