import { cdk } from 'projen';

/** Generated files, without those of projen. GitHub collapses them in reviews and excludes them from statistics; `git check-attr` shows the attribute. */
const GENERATED = [
  '*.generated.*', '**/API.md', '/CHANGELOG.md', '/api/*.json', '/docs/images/*.svg', '/templates/launch/**', '/test/*.snapshot/**', '/packages/emulator/test/recorded/cases/**',
];

/** Files for contributors, which are not part of the packages. */
const FOR_CONTRIBUTORS = ['/CHANGELOG.md', '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md', '/SECURITY.md', '/.editorconfig'];

/** Settings of the repository that do not affect what is built from it. */
export function repository(project: cdk.JsiiProject) {
  for (const glob of GENERATED) project.annotateGenerated(glob);
  for (const path of FOR_CONTRIBUTORS) project.addPackageIgnore(path);
}
