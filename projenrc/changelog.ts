import type { cdk } from 'projen';

/** Commits that users notice, by their type in the conventional commits; others are in no changelog and cause no release. */
export const CHANGELOG = [
  { type: 'feat', section: 'Features' },
  { type: 'fix', section: 'Fixes' },
  { type: 'perf', section: 'Performance' },
];

/** Adds the task that writes the changelog which is committed; a release writes its own section in the same way. */
export function changelog(project: cdk.JsiiProject) {
  project.addDevDeps('conventional-changelog@7.2.1', 'conventional-changelog-conventionalcommits@9.3.1');
  project.addTask('changelog', { description: 'Write CHANGELOG.md from the commits', exec: 'tsx scripts/docs/changelog.ts' });
}
