import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join, resolve } from 'path';
import { OWN_BUILD_SPEC } from '../model/environment';
import { copyTree } from '@cv-insync/emulator';

/** Packages that an app and cv-insync must share: a second copy would break `instanceof`. */
const SHARED = ['aws-cdk-lib', 'constructs'];

/**
 * The folders to link as `node_modules` into checkouts, created below a folder when they are needed. Repositories that resolve the same packages
 * share one, because the links to all packages take long. One that is built by its own commands, which could install, has a folder of its own.
 */
export function moduleFolders(parent: string, packageRoot: string): (repositoryPath: string | undefined) => string {
  const found = new Map<string, string>();
  return path => {
    const isOwn = path !== undefined && (existsSync(join(path, OWN_BUILD_SPEC)) || localPackages(path).length > 0);
    const key = `${isOwn ? path : nearestModules(path)}`;
    if (!found.has(key)) found.set(key, composeModules(join(parent, `${found.size + 1}`, 'node_modules'), path, packageRoot));
    return found.get(key)!;
  };
}

/**
 * Creates a folder to link as `node_modules` into checkouts: the packages that a repository resolves from its folder upwards, then
 * those that cv-insync resolves, and cv-insync itself. Dependencies by folder (`file:`) that are not installed are copied; they resolve the
 * others from there, so the folder must be named `node_modules`, too.
 */
export function composeModules(target: string, repositoryPath: string | undefined, packageRoot: string): string {
  if (existsSync(target)) return target;
  mkdirSync(join(target, '.bin'), { recursive: true });
  const folders = [...new Set([nearestModules(repositoryPath), nearestModules(packageRoot)].flatMap(folder => folder ?? []))];
  const linked = new Set<string>();
  const link = (name: string, to: string) => {
    if (linked.has(name)) return;
    linked.add(name);
    if (name.startsWith('@')) mkdirSync(join(target, dirname(name)), { recursive: true });
    symlinkSync(to, join(target, name));
  };
  link('cv-insync', packageRoot);
  link('.bin/cv-insync', join(packageRoot, 'assets', 'cv-insync.js'));
  for (const name of SHARED) {
    const found = resolvePackage(packageRoot, name);
    if (found) link(name, found);
  }
  for (const folder of folders) for (const name of packagesIn(folder)) link(name, realpathSync(join(folder, name)));
  for (const { name, folder } of localPackages(repositoryPath)) if (!linked.has(name)) copyTree(folder, join(target, name));
  return target;
}

/** Package names that cannot lead out of the folder. */
const PACKAGE = /^(@[\w-][\w.-]*\/)?[\w-][\w.-]*$/;

/** Dependencies by folder, as in `"cv-dtc": "file:../dtc"`. An invalid package.json is reported by the repository's build. */
function localPackages(repositoryPath: string | undefined): { name: string; folder: string }[] {
  if (!repositoryPath) return [];
  return Object.entries(dependenciesIn(join(repositoryPath, 'package.json')))
    .flatMap(([name, version]) => PACKAGE.test(name) && typeof version === 'string' && version.startsWith('file:')
      ? [{ name, folder: resolve(repositoryPath, version.slice('file:'.length)) }] : [])
    .filter(({ folder }) => existsSync(join(folder, 'package.json')));
}

function dependenciesIn(file: string): Record<string, unknown> {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8'));
    return { ...devDependencies, ...dependencies };
  } catch {
    return {};
  }
}

function nearestModules(folder: string | undefined): string | undefined {
  if (!folder) return undefined;
  const candidate = join(folder, 'node_modules');
  if (existsSync(candidate)) return candidate;
  if (folder.endsWith('/node_modules')) return folder;
  return dirname(folder) === folder ? undefined : nearestModules(dirname(folder));
}

/** Packages (with their scope) and programs in a folder, without broken links. */
function packagesIn(folder: string): string[] {
  const entries = readdirSync(folder).flatMap(name => name.startsWith('@') || name === '.bin' ? readdirSync(join(folder, name)).map(inner => `${name}/${inner}`) : [name]);
  return entries.filter(name => (!name.startsWith('.') || name.startsWith('.bin/')) && existsSync(join(folder, name)));
}

function resolvePackage(from: string, name: string): string | undefined {
  try {
    return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
