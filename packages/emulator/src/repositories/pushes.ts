import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { Account } from '../account';
import { connectionStateOf } from '../account/codeconnections';
import { git } from '../executor/git';

const INTERVAL = 250;

/** Commits by branch. */
type Heads = ReadonlyMap<string, string>;

/**
 * Lets whatever git itself pushes to the repositories, or commits in them, start pipelines, as a push does behind a connection.
 * Looks at files alone, so that it costs nothing while nothing changes. Gives a function that ends it.
 */
export function listenToGit(account: Account, onProblem: (problem: string) => void): () => void {
  const { repositories, signals } = connectionStateOf(account);
  const known = new Map(Object.entries(repositories).map(([name, bare]) => [name, new Map([...packedHeadsOf(bare), ...headsOf(bare)])]));
  const look = async () => {
    for (const [repository, bare] of Object.entries(repositories)) {
      const [before, now] = [known.get(repository) ?? new Map(), headsOf(bare)];
      known.set(repository, new Map([...before, ...now]));
      for (const [branch, commit] of now) {
        if (before.get(branch) === commit) continue;
        signals.emit('push', { repository, branch, commit, files: await changedFiles(bare, before.get(branch), commit) });
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

/** A branch that was pushed is a file; when git packs it into another one, nothing is pushed. */
function headsOf(bare: string): Heads {
  const folder = join(bare, 'refs', 'heads');
  if (!existsSync(folder)) return new Map();
  const branches = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && !entry.name.endsWith('.lock'))
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(branches.map(branch => [branch, readFileSync(join(folder, branch), 'utf8').trim()]));
}

/** Branches that are not files any more, or never were, as those of a clone. */
function packedHeadsOf(bare: string): Heads {
  const file = join(bare, 'packed-refs');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return new Map(lines.flatMap(line => {
    const [, commit, branch] = /^([0-9a-f]+) refs\/heads\/(.+)$/.exec(line) ?? [];
    return branch ? [[branch, commit] as const] : [];
  }));
}

async function changedFiles(bare: string, before: string | undefined, commit: string): Promise<string[]> {
  const listed = before ? await git(bare, 'diff', '--name-only', before, commit) : await git(bare, 'ls-tree', '-r', '--name-only', commit);
  return listed.split('\n').filter(Boolean);
}
