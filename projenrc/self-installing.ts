import { cdk } from 'projen';

/** Scripts that work on a fresh clone: each first installs and builds what is missing or out of date. */
export function selfInstalling(project: cdk.JsiiProject) {
  project.setScript('test', 'node scripts/build/setup.mjs && projen test');
  project.setScript('test:unit', 'node scripts/build/setup.mjs && projen test:unit');
  project.setScript('test:flows', 'node scripts/build/setup.mjs && projen test:flows');
  project.setScript('mutate:rights', 'node scripts/build/setup.mjs && projen mutate:rights');
  project.setScript('mutate:rights:nightly', 'node scripts/build/setup.mjs && projen mutate:rights:nightly');
  project.setScript('nightly', 'node scripts/build/setup.mjs && projen nightly');
  project.setScript('test:apps', 'node scripts/build/setup.mjs && projen test:apps');
  project.setScript('test:packages', 'node scripts/build/setup.mjs && tsx test/packages/run.ts');
  project.setScript('package', 'node scripts/build/setup.mjs && projen package');
  project.setScript('publish:dry-run', 'npm run --silent package && projen publish:dry-run');
  project.setScript('compat', 'node scripts/build/setup.mjs && projen compat');
  project.setScript('languages', 'node scripts/build/setup.mjs && tsx test/languages/index.ts');
  project.setScript('bench', 'node scripts/build/setup.mjs && tsx --tsconfig tsconfig.dev.json bench/run.ts');
  project.setScript('conformance', 'node scripts/build/setup.mjs && tsx --tsconfig tsconfig.dev.json conformance/main.ts');
  project.setScript('rehearse', 'node scripts/build/setup.mjs && node assets/cv-insync.js rehearse');
}
