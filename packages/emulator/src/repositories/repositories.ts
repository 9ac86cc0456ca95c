import { appendFileSync, mkdirSync } from 'fs';
import { join } from 'path';
import type { Account } from '../account';
import { hostRepository, push } from './host';
import { copyTree } from './tree';
import { git } from '../executor/git';

/** A folder to host as a git repository. */
export interface RepositorySource {
  /** `owner/name` */
  readonly name: string;
  readonly path: string;
  readonly branch: string;
}

/** Git repositories created from folders: a bare one that connections reach, and a work tree to commit in. */
export class Repositories {
  private readonly sources = new Map<string, RepositorySource>();

  constructor(private readonly account: Account, private readonly folder: string) {}

  tree(name: string): string {
    return join(this.folder, 'trees', name);
  }

  bare(name: string): string {
    return join(this.folder, 'git', `${name}.git`);
  }

  async create(source: RepositorySource): Promise<void> {
    const { name, path, branch } = source;
    const tree = this.tree(name);
    const bare = this.bare(name);
    this.sources.set(name, source);
    for (const folder of [tree, bare]) mkdirSync(folder, { recursive: true });
    copyTree(path, tree);
    await git(bare, 'init', '--quiet', '--bare', `--initial-branch=${branch}`);
    await git(tree, 'init', '--quiet', `--initial-branch=${branch}`);
    await git(tree, 'remote', 'add', 'origin', bare);
    appendFileSync(join(tree, '.git', 'info', 'exclude'), '\n/node_modules\n');
    await git(tree, 'add', '--all');
    await git(tree, 'commit', '--quiet', '--allow-empty', '--message', 'as it is');
    await git(tree, 'push', '--quiet', 'origin', branch);
    hostRepository(this.account, name, bare);
  }

  /** Lets connections reach a repository where it is; see `repositoryAt`. */
  use(name: string, repository: string): void {
    hostRepository(this.account, name, repository);
  }

  /** Commits the changes of a work tree, and pushes. */
  async commit(name: string, message: string, allowEmpty: boolean): Promise<void> {
    const tree = this.tree(name);
    const { branch } = this.sources.get(name)!;
    await git(tree, 'add', '--all');
    if (!allowEmpty && !await git(tree, 'status', '--porcelain')) throw new Error(`nothing changed in ${name}: the command left every file as it was`);
    await git(tree, 'commit', '--quiet', '--allow-empty', '--message', message);
    await git(tree, 'push', '--quiet', 'origin', branch);
    const files = (await git(tree, 'diff', '--name-only', 'HEAD~1', 'HEAD')).split('\n').filter(Boolean);
    push(this.account, { repository: name, branch, commit: await git(tree, 'rev-parse', 'HEAD'), files });
  }
}
