/**
 * `npm run publish:dry-run`: checks that the packages in dist meet the requirements of the registries, without contacting a registry. These
 * remain for the release itself: a version, signatures, and trusted publishing (docs/releasing.md).
 */
import { existsSync } from 'fs';
import { join } from 'path';
import { DEMANDS, unmet } from './demands';
import { METADATA } from './metadata';

const REGISTRIES: Readonly<Record<string, string>> = {
  js: 'npm (cv-insync)',
  template: 'npm (cv-insync-module)',
  python: 'PyPI',
  java: 'Maven Central',
  go: 'Go modules',
  dotnet: 'NuGet',
};

/** Whether `RELEASES` is on, and the workflow was generated. */
const RELEASED = existsSync(join(__dirname, '..', '..', '.github', 'workflows', 'release.yml'));

export const registryProblems = (target: string) => unmet(target, METADATA[target](), RELEASED);

function dryRun() {
  const results = Object.entries(DEMANDS).map(([target, demands]) => ({
    registry: REGISTRIES[target],
    demands: demands.filter(({ onceReleased }) => RELEASED || !onceReleased).length,
    problems: registryProblems(target),
  }));
  for (const { registry, demands, problems } of results) {
    console.log(problems.length ? `${registry}: not ready` : `${registry}: ready, meets ${demands} requirements`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
  if (METADATA.js().version === '0.0.0') console.log('The version is 0.0.0: the release workflow sets it.');
  process.exitCode = results.some(({ problems }) => problems.length) ? 1 : 0;
}

if (process.argv[1]?.replace(/\.ts$/, '').endsWith('test/publish/index')) dryRun();
