import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
export const BASELINE = join(ROOT, 'api', 'baseline.json');

/** The public API, as the jsii assembly describes it. */
export interface Api {
  readonly version: string;
  readonly types: Readonly<Record<string, unknown>>;
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** What of an assembly the comparison needs: no readme, and of other assemblies only which they are. */
export function currentApi(): Api {
  const { readme, fingerprint, dependencyClosure, ...assembly } = read(join(ROOT, '.jsii'));
  return assembly;
}

export const baseline = (): Api => read(BASELINE);

export const writeBaseline = (api: Api) => writeFileSync(BASELINE, `${JSON.stringify(api, undefined, 1)}\n`);

/** Lays an assembly down as an installed package, so that those which it depends on are found; gives its folder to `use`. */
export function asPackage<T>(api: Api, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'insync-api-'));
  try {
    const { name, jsii, peerDependencies } = read(join(ROOT, 'package.json'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: api.version, jsii, peerDependencies }));
    writeFileSync(join(folder, '.jsii'), JSON.stringify(api));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
