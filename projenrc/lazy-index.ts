import { cdk } from 'projen';

/** Importing the package loads nothing until it is used. */
export function lazyIndex(project: cdk.JsiiProject) {
  project.compileTask.exec('node scripts/build/lazy-index.mjs');
}
