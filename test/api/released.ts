import { spawnSync } from 'child_process';
import { major, rcompare } from 'semver';
import { baselineFile } from './baseline';
import { breakingChanges } from './compare';
import { Api, PackageName } from '../../scripts/docs/jsii-assembly';

/** What was released last, and with which API: a release is a tag, and nobody rewrites what it holds. */
export interface Release {
  readonly tag: string;
  /** The API of a package, as the folder `api` has it there; none, if the package was not there yet. */
  api(name: PackageName): Api | undefined;
}

/** The last release of a repository; none before the first. Needs the tags, so a whole clone. */
export function lastRelease(repository: string): Release | undefined {
  const git = (...args: string[]) => {
    const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: repository, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error?.message ?? stderr}`);
    return stdout;
  };
  const [tag] = git('tag', '--list').split('\n').filter(each => /^v\d+\.\d+\.\d+$/.test(each)).sort(rcompare);
  const has = (file: string) => Boolean(git('ls-tree', '--name-only', tag, '--', file));
  return tag ? { tag, api: name => has(baselineFile(name)) ? JSON.parse(git('show', `${tag}:${baselineFile(name)}`)) : undefined } : undefined;
}

/**
 * Why a package may not be released at a version, in words: it breaks what was released, and the version does not say so; or the
 * folder `api`, which the next release will be compared with, does not have all of it.
 */
export function unreleasable(version: string, current: Api, committed: Api, last?: Release): string[] {
  const released = last?.api(current.name);
  const broken = last && released && major(version) <= major(last.tag) ? breakingChanges(released, current) : [];
  const lacking = [...breakingChanges(committed, current), ...breakingChanges(current, committed)];
  return [
    ...broken.length ? [...broken, `${current.name} breaks what ${last!.tag} offers, and ${version} is no new major version: let a commit \`feat!: ...\` say so`] : [],
    ...lacking.length ? [...lacking, `${baselineFile(current.name)} is not the API that ${version} is about to release: run \`npm run compat -- --accept\`, and commit it`] : [],
  ];
}
