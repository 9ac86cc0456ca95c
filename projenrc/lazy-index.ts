import { cdk } from 'projen';

/** Makes the package's index load each class on first use. */
export function lazyIndex(project: cdk.JsiiProject) {
  project.compileTask.exec('node scripts/build/lazy-index.mjs');
}
