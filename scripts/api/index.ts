/**
 * `npm run compat`: compares the public API with that of the last release, api/baseline.json. `--accept` makes the present one the
 * baseline: at a release, and where a change is meant to break.
 */
import { baseline, currentApi, writeBaseline } from './baseline';
import { breakingChanges } from './compare';

if (process.argv.includes('--accept')) {
  writeBaseline(currentApi());
  console.log('api/baseline.json is the public API as it is now');
} else {
  const changes = breakingChanges(baseline(), currentApi());
  for (const change of changes) console.log(change);
  if (changes.length) {
    console.log('These changes break programs that use the last release. If they are meant to, let a commit `feat!: ...` say so, and run `npm run compat -- --accept`.');
    process.exitCode = 1;
  } else {
    console.log('nothing that the last release offers was broken');
  }
}
