import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { Account } from '../account';
import { connectionStateOf, type Push } from '../account/codeconnections';
import { git } from '../executor/git';

export type { Push };

/** How often, in milliseconds, repositories are looked at. */
const INTERVAL = 250;

/** Lets connections reach a bare git repository under a name, `owner/name`. */
export function hostRepository(account: Account, name: string, bare: string): void {
  connectionStateOf(account).repositories[name] = bare;
}

/** The bare git repositories that connections reach, by name. */
export const repositoriesOf = (account: Account): Readonly<Record<string, string>> => connectionStateOf(account).repositories;

/** Tells the account of a push: it starts the pipelines whose triggers match. */
export function push(account: Account, what: Push): void {
  connectionStateOf(account).signals.emit('push', what);
}

/** What branches and tags name, by their full names: `heads/main`, `tags/v1`. */
type Refs = ReadonlyMap<string, string>;

/**
 * Lets whatever git itself pushes to the repositories start pipelines, as a connection does. Looks at files alone, so that it costs
 * nothing while nobody pushes. Gives a function that ends it.
 */
export function listenToGit(account: Account, onProblem: (problem: string) => void): () => void {
  const repositories = repositoriesOf(account);
  const known = new Map(Object.entries(repositories).map(([name, bare]) => [name, refsOf(bare)]));
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

/** A branch or a tag that was pushed is a file; when git packs it into another one, nothing is pushed. */
function refsOf(bare: string): Refs {
  return new Map(['heads', 'tags'].flatMap(kind => {
    const folder = join(bare, 'refs', kind);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && !entry.name.endsWith('.lock'))
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((name): [string, string] => [`${kind}/${name}`, readFileSync(join(folder, name), 'utf8').trim()]);
  }));
}

async function pushOf(repository: string, bare: string, ref: string, id: string, before: string | undefined): Promise<Push> {
  const name = ref.slice(ref.indexOf('/') + 1);
  if (ref.startsWith('tags/')) return { repository, tag: name, commit: await git(bare, 'rev-parse', `${id}^{commit}`), files: [] };
  const listed = before ? await git(bare, 'diff', '--name-only', before, id) : await git(bare, 'ls-tree', '-r', '--name-only', id);
  return { repository, branch: name, commit: id, files: listed.split('\n').filter(Boolean), ...(before ? {} : { isNewBranch: true }) };
}
