import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';

const ROOT = resolve(__dirname, '..', '..');
/** Packages of this installation that apps and the command line use, in addition to the packed one. */
const LINKED = ['aws-cdk', 'aws-cdk-lib', 'constructs', '.bin/cdk'];

/** The folder that a run works in: the package as it would be published, installed beside the CDK. */
export interface Workspace {
  readonly folder: string;
  readonly modules: string;
  /** The packed package. */
  readonly tarball: Buffer;
  /** Versions of the packages of a core, for its `package.json`. */
  readonly versions: Readonly<Record<'aws-cdk' | 'aws-cdk-lib' | 'constructs', string>>;
  remove(): void;
}

/** Packs the package and installs it from the tarball. */
export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'cv-insync');
  mkdirSync(own, { recursive: true });
  mkdirSync(join(modules, '.bin'));
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const tarball = join(folder, filename);
  execFileSync('tar', ['-xzf', tarball, '--strip-components', '1', '-C', own]);
  symlinkSync(join(own, 'assets', 'cv-insync.js'), join(modules, '.bin', 'cv-insync'));
  for (const name of LINKED) symlinkSync(installed(name), join(modules, name));
  const version = (name: string): string => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
  return {
    folder,
    modules,
    tarball: readFileSync(tarball),
    versions: { 'aws-cdk': version('aws-cdk'), 'aws-cdk-lib': version('aws-cdk-lib'), 'constructs': version('constructs') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Where this clone, or a folder above it, has a package or a program. */
function installed(name: string, from = ROOT): string {
  const path = join(from, 'node_modules', name);
  if (existsSync(path)) return path;
  if (dirname(from) === from) throw new Error(`${name} is not installed: run npm ci`);
  return installed(name, dirname(from));
}
