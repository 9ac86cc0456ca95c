import { spawnSync } from 'child_process';
import { major, rcompare } from 'semver';
import { baselineFile } from './baseline';
import { breakingChanges } from './compare';
import { Api, PackageName } from '../../scripts/docs/jsii-assembly';

/** The last release and its API. Releases are tags, whose content does not change. */
export interface Release {
  readonly tag: string;
  /** The API of a package in the folder `api` of the release; undefined if the package did not exist yet. */
  api(name: PackageName): Api | undefined;
}

/** The last release of a repository; undefined before the first. Needs a clone with tags. */
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
 * Why a package cannot be released with a version: it breaks the released API without a new major version, or the folder `api`, which the
 * next release is compared with, does not contain its API.
 */
export function unreleasable(version: string, current: Api, committed: Api, last?: Release): string[] {
  const released = last?.api(current.name);
  const broken = last && released && major(version) <= major(last.tag) ? breakingChanges(released, current) : [];
  const lacking = [...breakingChanges(committed, current), ...breakingChanges(current, committed)];
  return [
    ...broken.length ? [...broken, `${current.name} breaks the API of ${last!.tag}, but ${version} is not a new major version: commit the change as \`feat!: ...\``] : [],
    ...lacking.length ? [...lacking, `${baselineFile(current.name)} is not the API of ${version}: run \`npm run compat -- --accept\`, and commit it`] : [],
  ];
}
