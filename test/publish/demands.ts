/** The metadata of a package in a registry, by the registry's field names; absent fields are empty or missing. */
export type Metadata = Readonly<Record<string, string | undefined>>;

/** A requirement of a registry: the field, a pattern of accepted values, and its description. */
export interface Demand {
  readonly field: string;
  readonly pattern: RegExp;
  readonly expected: string;
  /** Whether it may be unmet before the first release. */
  readonly onceReleased?: boolean;
}

/** The maximum length of an unexpected text in a message. */
const LONGEST = 200;
const SEMVER = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const URL = /^(git\+)?https:\/\/\S+$/;
const present = (field: string, expected = 'some text'): Demand => ({ field, pattern: /\S/, expected });
/** The registry's page of a package shows the tested program in its language, once. */
const program = (fence: string): Demand => ({ field: 'program', pattern: new RegExp(`^${fence}$`), expected: `the program of README.md as it is there: ${fence}` });
const version: Demand = { field: 'version', pattern: SEMVER, expected: 'a semantic version' };

/** For npm packages; files other than `.d.ts` and JavaScript are listed, so that no file is published by mistake. */
const NPM: readonly Demand[] = [
  { field: 'name', pattern: /^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/, expected: 'a name of lower-case letters, digits and hyphens' },
  version,
  present('description'),
  { field: 'address', pattern: /^[^@\s]+@\S+(?<!\.example)$/, expected: 'one that maintainers read: see docs/releasing.md', onceReleased: true },
  { field: 'license', pattern: /^[A-Za-z0-9.-]+$/, expected: 'an SPDX expression' },
  { field: 'repository', pattern: URL, expected: 'the URL that provenance is checked against' },
  { field: 'access', pattern: /^public$/, expected: 'public' },
  { field: 'private', pattern: /^(false)?$/, expected: 'nothing: a private package is refused' },
  { field: 'main', pattern: /\.js$/, expected: 'a file of the package' },
  { field: 'types', pattern: /\.d\.ts$/, expected: 'a file of the package' },
  { field: 'commands', pattern: /^[a-z-]+$/, expected: 'one' },
  { field: 'command', pattern: /^#!\/usr\/bin\/env node/, expected: 'an executable file of the package' },
  present('readme'), present('licence file'), present('assembly'),
  { field: 'other files', pattern: /^$/, expected: 'only what users need: see CONTENTS in test/publish/metadata.ts' },
  { field: 'kilobytes', pattern: /^1?\d{1,3}$/, expected: 'less than 2000: every package of every language contains it' },
];

/** For each package, by its target: the requirements of its registry, and of the registry's page. */
export const DEMANDS: Readonly<Record<string, readonly Demand[]>> = {
  js: [...NPM, program('ts, python, java, go, csharp'), present('translated examples'), present('third-party notices', 'the licences of what is bundled')],
  template: NPM,
  python: [
    { field: 'Name', pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, expected: 'a name of letters, digits, `.`, `_` and `-`' },
    { field: 'Version', pattern: /^\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?$/, expected: 'a version as PEP 440 has it' },
    { field: 'Summary', pattern: /^[^\n]{1,512}$/, expected: 'one line of at most 512 characters' },
    present('License'), present('Author'),
    { field: 'Requires-Python', pattern: /^(>=|~=)/, expected: 'the least version' },
    { field: 'Description-Content-Type', pattern: /^text\/markdown\b/, expected: 'text/markdown' },
    { field: 'Project-URL', pattern: /^Source, https:\/\//, expected: 'the URL of the source' },
    { field: 'description', pattern: /^# \S/m, expected: 'the readme' },
    program('python'),
    { field: 'relative links', pattern: /^$/, expected: 'full addresses: the page has no repository around it' },
    { field: 'docstrings', pattern: /Source\.git_hub\("acme/, expected: 'examples in Python' },
    present('wheel'), present('source distribution'), present('licence file'),
  ],
  java: [
    { field: 'groupId', pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, expected: 'the namespace that belongs to the owner of the repository' },
    { field: 'artifactId', pattern: /^[a-z0-9-]+$/, expected: 'a name' },
    version,
    present('name'), present('description'),
    { field: 'url', pattern: URL, expected: 'a URL' },
    present('licenses'),
    { field: 'license url', pattern: URL, expected: 'a URL' },
    present('developers'),
    { field: 'scm connection', pattern: /^scm:git:\S+$/, expected: 'scm:git:...' },
    { field: 'scm url', pattern: URL, expected: 'a URL' },
    program('java'),
    { field: 'javadoc', pattern: /CoreInSync\.Builder\.create\(/, expected: 'examples in Java' },
    present('jar'), present('sources jar'), present('javadoc jar'), present('checksums'),
  ],
  go: [
    {
      field: 'module',
      pattern: /^github\.com\/[\w-]+\/[\w-]+\/[a-z0-9]+(@v[01]|\/v([2-9]|[1-9]\d+)@v\2)\./,
      expected: 'the path of the repository and the package, from major version 2 on with that (`.../v2@v2.0.0`), before without',
    },
    { field: 'go', pattern: /^\d+\.\d+/, expected: 'the least version of Go' },
    version,
    { field: 'replacements', pattern: /^$/, expected: 'none: they hold only on one machine' },
    present('licence file', 'LICENSE beside go.mod, or no documentation is shown'), present('readme'), program('go'), present('assembly'),
  ],
  dotnet: [
    { field: 'PackageId', pattern: /^[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$/, expected: 'a name of at most 100 letters, digits, `.` and `-`' },
    { field: 'PackageVersion', pattern: SEMVER, expected: 'a semantic version' },
    present('Description'), present('Authors'),
    { field: 'PackageLicenseExpression', pattern: /^[A-Za-z0-9.-]+$/, expected: 'an SPDX expression' },
    { field: 'ProjectUrl', pattern: URL, expected: 'a URL' },
    { field: 'RepositoryUrl', pattern: URL, expected: 'a URL' },
    { field: 'RepositoryType', pattern: /^git$/, expected: 'git' },
    present('PackageTags'), program('csharp'), present('assembly'),
  ],
};

/** The unmet requirements, as messages. */
export const unmet = (target: string, metadata: Metadata, released = true): string[] => DEMANDS[target]
  .filter(({ field, pattern, onceReleased }) => (released || !onceReleased) && !pattern.test(metadata[field] ?? ''))
  .map(({ field, expected }) => `${target}: ${field}: found ${metadata[field] ? `"${metadata[field].slice(0, LONGEST)}"` : 'nothing'}, expected ${expected}`);
