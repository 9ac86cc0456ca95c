/**
 * Writes CHANGELOG.md from the conventional commits of a repository: `npm run changelog`. Whatever is tagged has a section; the rest is
 * unreleased. The same history gives the same file, on any day and in any clone.
 */
import { writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { CHANGELOG } from '../../projenrc/changelog';

const INTRODUCTION = `# Changelog

What users of cv-insync notice, release by release. Written from the commits by \`npm run changelog\`: see [CONTRIBUTING.md](CONTRIBUTING.md#commits).
Commits before the first of these entries are in plain sentences, and are not listed.
`;

/** Without the digest of the commit: it is another one after a rebase. */
const ENTRY = '* {{#if scope}}**{{scope}}:** {{/if}}{{subject}}\n';

/** The link of a release that follows no other, to what it changed since a commit. */
const FIRST_RELEASE = /\[([^\]]+)\]\([^)]*\/compare\/[0-9a-f]{40}\.\.\.[^)]*\)/g;

export async function changelogOf(repository: string): Promise<string> {
  const { ConventionalChangelog } = await import('conventional-changelog');
  const written = new ConventionalChangelog(repository)
    .loadPreset({ name: 'conventionalcommits', types: CHANGELOG })
    .repository('https://github.com/cv-insync/cv-insync')
    .context({ version: 'Unreleased' })
    .options({ releaseCount: 0 })
    .writer({ commitPartial: ENTRY })
    .write();
  let sections = '';
  for await (const section of written) sections += section;
  // The first section is headed by today's date, and by a link to the newest commit.
  const [, ...rest] = `\n${sections.trim()}`.split(/\n## /);
  const text = rest.map((section, index) => `## ${index === 0 ? section.replace(/^.*/, 'Unreleased') : section}`.trim());
  return `${[INTRODUCTION.trim(), ...text].join('\n\n')}\n`.replace(FIRST_RELEASE, '$1');
}

if (require.main === module) {
  const repository = resolve(process.argv[2] ?? join(__dirname, '../..'));
  void changelogOf(repository).then(text => writeFileSync(join(repository, 'CHANGELOG.md'), text));
}
