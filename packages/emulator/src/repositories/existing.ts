import { existsSync } from 'fs';
import { join, resolve } from 'path';
import { git } from '../executor/git';

/** The git repository that a folder is, bare or the top of a work tree; none for any other folder, such as one inside of a work tree. */
export async function repositoryAt(folder: string): Promise<string | undefined> {
  const answer = await git(folder, 'rev-parse', '--is-bare-repository', '--git-common-dir', '--show-prefix').catch((error: Error) => {
    if (/not a git repository \(or any/.test(error.message)) return undefined;
    throw error;
  });
  if (answer === undefined) return undefined;
  const [, common, prefix = ''] = answer.split('\n');
  if (prefix) return undefined;
  const repository = resolve(folder, common);
  if (existsSync(join(repository, 'reftable'))) throw new Error(`${folder} keeps its branches as reftable, which is not followed here: expected files (git init --ref-format=files)`);
  return repository;
}
