import { cdk } from 'projen';

/** Files that programs write, projen apart: GitHub folds them in reviews and leaves them out of statistics. `git check-attr` shows it for a file. */
const GENERATED = [
  '*.generated.*', '**/API.md', '/CHANGELOG.md', '/api/*.json', '/docs/images/*.svg', '/templates/launch/**', '/test/*.snapshot/**', '/packages/emulator/test/recorded/cases/**',
];

/** Files for people who work in the repository, which no package contains. */
const FOR_CONTRIBUTORS = ['/CHANGELOG.md', '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md', '/SECURITY.md', '/.editorconfig'];

/** What concerns the repository alone, and not what is built from it. */
export function repository(project: cdk.JsiiProject) {
  for (const glob of GENERATED) project.annotateGenerated(glob);
  for (const path of FOR_CONTRIBUTORS) project.addPackageIgnore(path);
}
