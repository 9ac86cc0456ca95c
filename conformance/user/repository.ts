import { execFile } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { promisify } from 'util';
import { repositoryBranch } from '../names';
import type { Files } from '../solution/files';

/** A repository at a host, which a connection reaches. */
export interface RepositoryAddress {
  /** `owner/name`, as sources know it. */
  readonly name: string;
  /** The host, as in `cv-insync add --source`. */
  readonly host: string;
  /** What git clones and pushes to, with the credentials of whoever runs this. */
  readonly remote: string;
  readonly connectionArn: string;
}

/** The branches of a run in a repository. Nothing else of it is read or changed. */
export interface Repository extends RepositoryAddress {
  branch(suffix?: string): string;
  /** Pushes a commit that adds these files to those of the branch. Amended, it replaces the last commit, by force. */
  push(branch: string, changes: Files, options?: { readonly amend?: boolean }): Promise<void>;
}

const IDENTITY = { GIT_AUTHOR_NAME: 'conformance', GIT_AUTHOR_EMAIL: 'conformance@example.invalid', GIT_COMMITTER_NAME: 'conformance', GIT_COMMITTER_EMAIL: 'conformance@example.invalid' };

const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Without a question for credentials: a run may have no terminal. */
async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: folder, env: { ...process.env, ...IDENTITY, GIT_TERMINAL_PROMPT: '0' }, maxBuffer: OUTPUT_LIMIT })
    .catch((error: Error & { stderr?: string }) => { throw new Error(`git ${args.join(' ')}: ${(error.stderr || error.message).trim()}`); });
  return stdout;
}

/** Opens a repository for a run, in a folder that is created. */
export async function openRepository(address: RepositoryAddress, solution: string, folder: string): Promise<Repository> {
  mkdirSync(folder, { recursive: true });
  await git(folder, 'init', '--quiet');
  await git(folder, 'remote', 'add', 'origin', address.remote);
  const known = new Set<string>();
  return {
    ...address,
    branch: suffix => repositoryBranch(solution, suffix),
    async push(branch, changes, { amend = false } = {}) {
      if (known.has(branch)) {
        await git(folder, 'checkout', '--quiet', branch);
      } else {
        await git(folder, 'checkout', '--quiet', '--orphan', branch);
        for (const name of readdirSync(folder)) if (name !== '.git') rmSync(join(folder, name), { recursive: true });
      }
      known.add(branch);
      for (const [path, content] of Object.entries(changes)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      await git(folder, 'add', '--all');
      await git(folder, 'commit', '--quiet', '--message', 'conformance', ...amend ? ['--amend'] : []);
      await git(folder, 'push', '--quiet', ...amend ? ['--force'] : [], 'origin', branch);
    },
  };
}

/** Deletes the branches of a run. Returns those that it found. */
export async function deleteBranches({ remote }: Pick<RepositoryAddress, 'remote'>, solution: string): Promise<string[]> {
  const own = repositoryBranch(solution);
  // git pushes from a repository only.
  const folder = mkdtempSync(join(tmpdir(), 'conformance-git-'));
  try {
    await git(folder, 'init', '--quiet');
    const listed = (await git(folder, 'ls-remote', '--heads', remote)).split('\n').filter(Boolean);
    const branches = listed.map(line => line.split('refs/heads/')[1]).filter(branch => branch === own || branch.startsWith(`${own}-`));
    if (branches.length) await git(folder, 'push', '--quiet', remote, '--delete', ...branches);
    return branches;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
