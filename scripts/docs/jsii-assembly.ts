import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export const ROOT = join(__dirname, '..', '..');

/** The released packages, with their folders. */
export const PACKAGES = { 'cv-insync': '.', 'cv-insync-module': 'templates/cv-insync-module' } as const;
export type PackageName = keyof typeof PACKAGES;

/** The public API, as the jsii assembly describes it. */
export interface Api {
  readonly name: PackageName;
  readonly version: string;
  /** Packages whose types the API uses, with their versions. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, unknown>>;
}

export const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** The parts of an assembly that the comparison of APIs needs: no readme, and only the names and versions of dependencies. */
export function currentApi(name: PackageName): Api {
  const file = join(ROOT, PACKAGES[name], '.jsii');
  if (!existsSync(file)) throw new Error(`${name} is not compiled: run \`npx projen compile:template\``);
  const { readme, fingerprint, dependencyClosure, ...assembly } = readJson(file);
  return assembly;
}

/** Writes an assembly as an installed package, so that jsii finds its dependencies, and calls `use` with its folder. */
export function asPackage<T>(api: Api, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'insync-api-'));
  try {
    const { name, jsii } = readJson(join(ROOT, PACKAGES[api.name], 'package.json'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: api.version, jsii, peerDependencies: api.dependencies }));
    writeFileSync(join(folder, '.jsii'), JSON.stringify(api));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
