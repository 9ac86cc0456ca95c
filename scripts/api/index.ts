/**
 * `npm run compat`: compares the public API of both packages with that of the last release, in the folder `api`. `--accept` makes the
 * present one the baseline: at a release, and where a change is meant to break.
 */
import { baseline, baselineFile, currentApi, PackageName, PACKAGES, writeBaseline } from './baseline';
import { breakingChanges } from './compare';

const packages = Object.keys(PACKAGES) as PackageName[];

if (process.argv.includes('--accept')) {
  for (const name of packages) {
    writeBaseline(currentApi(name));
    console.log(`${baselineFile(name)} is the public API as it is now`);
  }
} else {
  const changes = packages.flatMap(name => breakingChanges(baseline(name), currentApi(name)));
  for (const change of changes) console.log(change);
  if (changes.length) {
    console.log('These changes break programs that use the last release. If they are meant to, let a commit `feat!: ...` say so, and run `npm run compat -- --accept`.');
    process.exitCode = 1;
  } else {
    console.log(`nothing that the last release offers was broken: ${packages.join(', ')}`);
  }
}
