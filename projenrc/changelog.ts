import type { cdk } from 'projen';

/** Types of conventional commits that are listed in the changelog and cause a release. */
export const CHANGELOG = [
  { type: 'feat', section: 'Features' },
  { type: 'fix', section: 'Fixes' },
  { type: 'perf', section: 'Performance' },
];

/** Adds the task that writes CHANGELOG.md. A release generates its section in the same way. */
export function changelog(project: cdk.JsiiProject) {
  project.addDevDeps('conventional-changelog@7.2.1', 'conventional-changelog-conventionalcommits@9.3.1');
  project.addTask('changelog', { description: 'Write CHANGELOG.md from the commits', exec: 'tsx scripts/docs/changelog.ts' });
}
