/**
 * `npm run compat`: compares the public API of both packages with the baseline in the folder `api`. `--accept` makes the current API the
 * baseline: before a release, and for intended breaking changes. `--release` compares with the last release.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { baseline, baselineFile, writeBaseline } from './baseline';
import { breakingChanges } from './compare';
import { lastRelease, unreleasable } from './released';
import { currentApi, PackageName, PACKAGES, ROOT } from '../../scripts/docs/jsii-assembly';

const packages = Object.keys(PACKAGES) as PackageName[];

function accept() {
  for (const name of packages) {
    writeBaseline(currentApi(name));
    console.log(`${baselineFile(name)} is now the current public API`);
  }
}

function compare() {
  report(packages.flatMap(name => {
    const changes = breakingChanges(baseline(name), currentApi(name));
    return changes.length ? [...changes, 'These changes break programs. If that is intended, commit them as `feat!: ...`, and run `npm run compat -- --accept`.'] : [];
  }), `no breaking changes: ${packages.join(', ')}`);
}

/** Runs in the release workflow, which has derived the version from the commits. */
function release(): void {
  const file = join('dist', 'version.txt');
  if (!existsSync(join(ROOT, file))) return report([`error: ${file} is missing, expected the version that \`npx projen release\` writes`], '');
  const version = readFileSync(join(ROOT, file), 'utf8').trim();
  const last = lastRelease(ROOT);
  report(packages.flatMap(name => unreleasable(version, currentApi(name), baseline(name), last)), `${version} can follow ${last?.tag ?? 'nothing, as the first release'}: ${packages.join(', ')}`);
}

function report(problems: readonly string[], otherwise: string) {
  for (const line of problems.length ? problems : [otherwise]) console.log(line);
  process.exitCode = problems.length ? 1 : 0;
}

if (process.argv.includes('--accept')) accept();
else if (process.argv.includes('--release')) release();
else compare();
