import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { unzipSync } from 'fflate';

/** A release on PyPI, of which only data files are read. */
export interface Release {
  readonly name: string;
  readonly version: string;
  /** Of the wheel. */
  readonly sha256: string;
}

const CACHE = join(__dirname, '../../../../node_modules/.cache/cv-insync');
const PYTHONS = ['python3', 'python'];

/** Files of a wheel as text, by path; undefined where neither the wheel nor a Python to download it with is present. */
export function filesOf(release: Release, select: (path: string) => boolean): readonly string[] | undefined {
  const wheel = join(CACHE, `${release.name.replace(/-/g, '_')}-${release.version}-py3-none-any.whl`);
  if (!existsSync(wheel) && !download(release)) return undefined;
  const bytes = readFileSync(wheel);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== release.sha256) throw new Error(`${wheel} has the SHA-256 ${sha256}, expected ${release.sha256}; delete it to download it again`);
  return Object.values(unzipSync(bytes, { filter: ({ name }) => select(name) })).map(file => Buffer.from(file).toString('utf8'));
}

function download({ name, version }: Release): boolean {
  const python = PYTHONS.find(each => succeeds(each, '--version'));
  if (!python) return false;
  mkdirSync(CACHE, { recursive: true });
  return succeeds(python, '-m', 'pip', 'download', `${name}==${version}`, '--no-deps', '--only-binary', ':all:', '--quiet', '--dest', CACHE);
}

function succeeds(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}
