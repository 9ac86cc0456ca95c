/**
 * Writes CHANGELOG.md from the conventional commits of a repository: `npm run changelog`. Each tag has a section; newer commits are
 * unreleased. The result depends only on the history, not on the date or the clone.
 */
import { writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { CHANGELOG } from '../../projenrc/changelog';

const INTRODUCTION = `# Changelog

The changes of each release that affect users of cv-insync. Generated from the commits by \`npm run changelog\`: see [CONTRIBUTING.md](CONTRIBUTING.md#commits).
Commits before the first entry do not follow Conventional Commits and are not listed.
`;

/** Without the hash of the commit, which changes in a rebase. */
const ENTRY = '* {{#if scope}}**{{scope}}:** {{/if}}{{subject}}\n';

/** The link of the first release, which compares it with a commit instead of a release. */
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
  // The heading of the first section has today's date and a link to the newest commit.
  const [, ...rest] = `\n${sections.trim()}`.split(/\n## /);
  const text = rest.map((section, index) => `## ${index === 0 ? section.replace(/^.*/, 'Unreleased') : section}`.trim());
  return `${[INTRODUCTION.trim(), ...text].join('\n\n')}\n`.replace(FIRST_RELEASE, '$1');
}

if (require.main === module) {
  const repository = resolve(process.argv[2] ?? join(__dirname, '../..'));
  void changelogOf(repository).then(text => writeFileSync(join(repository, 'CHANGELOG.md'), text));
}
