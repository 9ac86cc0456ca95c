import { cdk } from 'projen';

/** Bundles the command line, which users run, and the functions, which the templates contain. */
export function commandLine(project: cdk.JsiiProject) {
  const bundle = project.addTask('bundle', {
    description: 'Bundle the command line to assets/cv-insync.js and each function to assets/functions',
    exec: 'node scripts/build/bundle.mjs',
  });
  project.preCompileTask.spawn(bundle);
  project.addBins({ 'cv-insync': 'assets/cv-insync.js' });
}
