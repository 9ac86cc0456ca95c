import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** The repository of the core with which modules are rehearsed. */
export const REFERENCE_REPOSITORY = 'connected-vehicle/core';

/** The files that scripts/build/reference.ts writes, relative to the package's assets. */
export const REFERENCE = { core: 'reference/core', assembly: 'reference/core/assembly', contracts: 'reference/contracts.json' } as const;

/** The core and the contracts with which a module is rehearsed. */
export interface Reference {
  readonly solution: string;
  /** Folder of the core's repository. */
  readonly core: string;
  /** Names of the core modules. */
  readonly coreModules: readonly string[];
  /** Outputs of the other modules of the reference solution. */
  readonly contracts: Readonly<Record<string, readonly string[]>>;
  /** Version of the cloud assembly's format. */
  readonly assemblyVersion: string;
}

export function readReference(assets: string): Reference {
  const manifest = join(assets, REFERENCE.assembly, 'insync.core.json');
  if (!existsSync(manifest)) throw new Error(`${manifest} is missing, expected it in every installation of cv-insync; install the package again (in its own repository: npx projen pre-compile)`);
  const read = (file: string) => JSON.parse(readFileSync(join(assets, file), 'utf8'));
  const { solution, core: coreModules } = read(`${REFERENCE.assembly}/insync.core.json`);
  const { version: assemblyVersion } = read(`${REFERENCE.assembly}/manifest.json`);
  return { solution, coreModules, assemblyVersion, core: join(assets, REFERENCE.core), contracts: read(REFERENCE.contracts) };
}
