import { DEMANDS, Metadata, unmet } from './demands';

/** For each registry, a package that it accepts. */
const NPM: Metadata = {
  'name': 'cv-insync',
  'version': '1.2.3',
  'description': 'Pipelines',
  'address': 'maintainers@acme.com',
  'license': 'Apache-2.0',
  'repository': 'https://github.com/cv-insync/cv-insync.git',
  'access': 'public',
  'main': 'lib/index.js',
  'types': 'lib/index.d.ts',
  'commands': 'cv-insync',
  'command': '#!/usr/bin/env node',
  'readme': '# cv-insync',
  'licence file': 'text',
  'assembly': '{}',
  'kilobytes': '1400',
};
const PACKAGES: Readonly<Record<string, Metadata>> = {
  js: { ...NPM, 'program': 'ts, python, java, go, csharp', 'translated examples': '{}', 'third-party notices': 'text' },
  template: { ...NPM, name: 'cv-insync-module' },
  python: {
    'Name': 'cv-insync',
    'Version': '1.2.3',
    'Summary': 'Pipelines',
    'License': 'Apache-2.0',
    'Author': 'somebody',
    'Requires-Python': '>=3.10',
    'Description-Content-Type': 'text/markdown',
    'Project-URL': 'Source, https://github.com/cv-insync/cv-insync.git',
    'description': '# cv-insync',
    'program': 'python',
    'docstrings': 'Source.git_hub(\"acme/cv-dtc\")',
    'wheel': 'a.whl',
    'source distribution': 'a.tar.gz',
    'licence file': 'text',
  },
  java: {
    'groupId': 'io.github.cv-insync',
    'artifactId': 'cv-insync',
    'version': '1.2.3',
    'name': 'cv-insync',
    'description': 'Pipelines',
    'url': 'https://github.com/cv-insync/cv-insync.git',
    'licenses': 'Apache License 2.0',
    'license url': 'https://www.apache.org/licenses/LICENSE-2.0',
    'developers': 'somebody',
    'scm connection': 'scm:git:https://github.com/cv-insync/cv-insync.git',
    'scm url': 'https://github.com/cv-insync/cv-insync.git',
    'program': 'java',
    'javadoc': 'CoreInSync.Builder.create(stack, id)',
    'jar': 'a.jar',
    'sources jar': 'a-sources.jar',
    'javadoc jar': 'a-javadoc.jar',
    'checksums': 'of all jars',
  },
  go: {
    'module': 'github.com/cv-insync/cv-insync-go/cvinsync@v1.2.3',
    'go': '1.25',
    'version': '1.2.3',
    'licence file': 'text',
    'readme': '# cv-insync',
    'program': 'go',
    'assembly': 'a.tgz',
  },
  dotnet: {
    PackageId: 'CvInSync',
    PackageVersion: '1.2.3',
    Description: 'Pipelines',
    Authors: 'somebody',
    PackageLicenseExpression: 'Apache-2.0',
    ProjectUrl: 'https://github.com/cv-insync/cv-insync.git',
    RepositoryUrl: 'https://github.com/cv-insync/cv-insync.git',
    RepositoryType: 'git',
    PackageTags: 'aws',
    program: 'csharp',
    assembly: 'a.tgz',
  },
};

test.each(Object.keys(DEMANDS))('a complete package for %s is ready', target => {
  expect(unmet(target, PACKAGES[target])).toEqual([]);
});

test.each(Object.keys(DEMANDS))('for a package for %s that was not built, all required metadata is reported missing at once', target => {
  const optional = DEMANDS[target].filter(({ pattern }) => pattern.test('')).map(({ field }) => field);

  expect(unmet(target, {})).toHaveLength(DEMANDS[target].length - optional.length);
  expect(optional).toEqual({ js: ['private', 'other files'], template: ['private', 'other files'], python: ['relative links'], go: ['replacements'] }[target] ?? []);
});

test.each<[string, string, string]>([
  ['js', 'private', 'true'],
  ['js', 'license', 'see the file LICENSE'],
  ['js', 'address', 'maintainers@cv-insync.example'],
  ['template', 'address', 'maintainers@cv-insync.example'],
  ['js', 'access', 'restricted'],
  ['js', 'other files', 'test/index.test.ts'],
  ['js', 'kilobytes', '2000'],
  ['template', 'commands', 'cv-insync-module, cv-insync-module.js'],
  ['template', 'repository', 'cv-insync/cv-insync'],
  ['python', 'Version', '1.2.3-beta'],
  ['python', 'Summary', 'two\nlines'],
  ['python', 'Description-Content-Type', 'text/x-rst'],
  ['python', 'relative links', '](docs/flows.md)'],
  ['java', 'groupId', 'insync'],
  ['java', 'scm connection', 'https://github.com/cv-insync/cv-insync.git'],
  ['python', 'program', 'python, python'],
  ['go', 'program', 'another, go'],
  ['go', 'module', 'cvinsync@v1.2.3'],
  ['go', 'module', 'github.com/cv-insync/cv-insync-go/cvinsync@v2.0.0'],
  ['go', 'module', 'github.com/cv-insync/cv-insync-go/cvinsync@v10.0.0'],
  ['go', 'module', 'github.com/cv-insync/cv-insync-go/cvinsync/v1@v1.2.3'],
  ['go', 'module', 'github.com/cv-insync/cv-insync-go/cvinsync/v2@v3.0.0'],
  ['go', 'replacements', 'replace example.com/a => ../a'],
  ['dotnet', 'PackageLicenseExpression', 'LICENSE file'],
  ['dotnet', 'PackageVersion', '1.2'],
])('%s is not ready with the %s "%s"', (target, field, value) => {
  expect(unmet(target, { ...PACKAGES[target], [field]: value })).toEqual([expect.stringContaining(`${target}: ${field}: found "${value}"`)]);
});

test.each(['cvinsync@v0.0.0', 'cvinsync/v2@v2.0.0', 'cvinsync/v12@v12.3.0'])('the path of a Go module contains its major version from 2 on, as in %s', path => {
  expect(unmet('go', { ...PACKAGES.go, module: `github.com/cv-insync/cv-insync-go/${path}` })).toEqual([]);
});

test('before the first release, an address may be a placeholder', () => {
  expect(unmet('js', { ...PACKAGES.js, address: 'maintainers@cv-insync.example' }, false)).toEqual([]);
});
