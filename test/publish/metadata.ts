import { existsSync, readFileSync, readdirSync, statSync } from 'fs';
import { join } from 'path';
import { XMLParser } from 'fast-xml-parser';
import { tarball, zipFile } from './archives';
import type { Metadata } from './demands';
import { programs } from './programs';

const DIST = join(__dirname, '..', '..', 'dist');

function files(folder: string): string[] {
  const path = join(DIST, folder);
  return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort() : [];
}
const xml = (text: string) => new XMLParser({ parseTagValue: false }).parse(text);
const listed = (folder: string, pattern: RegExp) => files(folder).find(file => pattern.test(file));
const textIn = (folder: string, pattern: RegExp) => {
  const file = listed(folder, pattern);
  return file ? readFileSync(join(DIST, folder, file), 'utf8') : '';
};

/** The files that an npm package may contain. */
const COMMON = [/^\.jsii$/, /^package\.json$/, /^README\.md$/, /^LICENSE$/, /^lib\/.+\.(js|d\.ts)$/];
const CONTENTS: Readonly<Record<string, readonly RegExp[]>> = {
  'cv-insync': [
    ...COMMON,
    /^\.jsii\.tabl\.json$/,
    /^API\.md$/,
    /^schemas\/.+\.schema\.json$/,
    /^templates\/launch\/.+\.template\.json$/,
    /^assets\/THIRD-PARTY-NOTICES\.txt$/,
    /^assets\/(functions\/)?[a-z-]+\.js$/,
    /^assets\/(reference|templates)\/.+\.json$/,
    /^assets\/reference\/core\/assembly\/asset\.[0-9a-f]+\/index\.js$/,
  ],
  'cv-insync-module': [...COMMON, /^bin\/cv-insync-module\.js$/, /^samples\/(\.editorconfig|README\.md|(src|test)\/.+\.ts)$/],
};

function npm(packageName: string): Metadata {
  const name = listed('js', new RegExp(`^${packageName}@.*\\.tgz$`));
  if (!name) return {};
  const archive = tarball(join(DIST, 'js', name));
  const content = (path?: string) => (path === undefined ? '' : archive.get(path.replace(/^\.\//, ''))?.toString('utf8') ?? '');
  const { author, bin, repository, publishConfig, types, ...manifest } = JSON.parse(content('package.json'));
  const fileOf = (path: string) => (content(path) ? path : '');
  return {
    ...manifest,
    private: String(manifest.private ?? ''),
    address: author?.email,
    repository: repository?.url,
    access: publishConfig?.access,
    main: fileOf(manifest.main),
    types: fileOf(types ?? manifest.main.replace(/\.js$/, '.d.ts')),
    commands: Object.keys(bin ?? {}).join(', '),
    command: content(Object.values<string>(bin ?? {})[0]).slice(0, 20),
    readme: content('README.md'),
    program: programs(content('README.md')),
    ['licence file']: content('LICENSE'),
    assembly: content('.jsii'),
    ['translated examples']: content('.jsii.tabl.json'),
    ['third-party notices']: content('assets/THIRD-PARTY-NOTICES.txt'),
    ['other files']: [...archive.keys()].filter(path => !CONTENTS[packageName].some(pattern => pattern.test(path))).join(', '),
    kilobytes: String(Math.ceil(statSync(join(DIST, 'js', name)).size / 1000)),
  };
}

function pypi(): Metadata {
  const wheel = listed('python', /\.whl$/);
  if (!wheel) return {};
  const archive = zipFile(join(DIST, 'python', wheel));
  const entry = (pattern: RegExp) => [...archive].find(([path]) => pattern.test(path))?.[1].toString('utf8') ?? '';
  const [headers, ...description] = entry(/\.dist-info\/METADATA$/).split('\n\n');
  return {
    ...Object.fromEntries(headers.split('\n').map(line => /^([\w-]+): (.*)$/.exec(line)?.slice(1) ?? ['', ''])),
    description: description.join('\n\n'),
    program: programs(description.join('\n\n')),
    ['relative links']: description.join('\n\n').match(/\]\((?![a-z]+:|#)[^)\s]+\)/g)?.join(', '),
    docstrings: entry(/^cv_insync\/__init__\.py$/),
    wheel,
    ['source distribution']: listed('python', /\.tar\.gz$/),
    ['licence file']: entry(/\.dist-info\/(licenses\/)?LICENSE$/),
  };
}

function maven(): Metadata {
  const { project = {} } = xml(textIn('java', /\.pom$/));
  const jars = files('java').filter(file => file.endsWith('.jar'));
  const javadoc = jars.find(file => file.endsWith('-javadoc.jar'));
  const pages = javadoc ? [...zipFile(join(DIST, 'java', javadoc))] : [];
  const page = (name: string) => pages.find(([path]) => path.endsWith(`/${name}.html`))?.[1].toString('utf8');
  const license = project.licenses?.license;
  return {
    ...project,
    licenses: license?.name,
    ['license url']: license?.url,
    developers: project.developers?.developer?.name,
    ['scm connection']: project.scm?.connection,
    ['scm url']: project.scm?.url,
    jar: jars.find(file => !/-(sources|javadoc)\.jar$/.test(file)),
    ['sources jar']: jars.find(file => file.endsWith('-sources.jar')),
    ['javadoc jar']: javadoc,
    program: programs(page('package-summary')),
    javadoc: page('CoreInSync')?.replace(/<[^>]+>/g, ''),
    checksums: jars.every(file => files('java').includes(`${file}.sha1`)) ? 'of all jars' : '',
  };
}

function go(): Metadata {
  const mod = textIn('go', /^cvinsync\/go\.mod$/);
  const version = textIn('go', /^cvinsync\/version$/).trim();
  const readme = textIn('go', /^cvinsync\/README\.md$/);
  return {
    module: mod && `${/^module (\S+)$/m.exec(mod)?.[1]}@v${version}`,
    go: /^go (\S+)$/m.exec(mod)?.[1],
    version,
    replacements: /^replace .*$/m.exec(mod)?.[0],
    ['licence file']: textIn('go', /^cvinsync\/LICENSE$/),
    readme,
    program: programs(readme),
    assembly: listed('go', /^cvinsync\/jsii\/.*\.tgz$/),
  };
}

function nuget(): Metadata {
  const groups = [xml(textIn('dotnet', /\.csproj$/)).Project?.PropertyGroup ?? []].flat();
  return { ...Object.assign({}, ...groups), program: programs(textIn('dotnet', /\/NamespaceDoc\.cs$/)), assembly: listed('dotnet', /^CvInSync\/.*\.tgz$/) };
}

/** Reads the metadata that registries read from the packages in dist, by target. */
export const METADATA: Readonly<Record<string, () => Metadata>> = {
  js: () => npm('cv-insync'),
  template: () => npm('cv-insync-module'),
  python: pypi,
  java: maven,
  go,
  dotnet: nuget,
};
