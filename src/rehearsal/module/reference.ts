import { readFileSync } from 'fs';
import { join } from 'path';
import { isAssembly, readAssembly } from '../../assembly/cloud-assembly';

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
  const folder = join(assets, REFERENCE.assembly);
  if (!isAssembly(folder)) throw new Error(`${folder} is missing, expected it in every installation of cv-insync; install the package again (in its own repository: npx projen pre-compile)`);
  const { core, version: assemblyVersion } = readAssembly(folder);
  const contracts = JSON.parse(readFileSync(join(assets, REFERENCE.contracts), 'utf8'));
  return { solution: core!.solution, coreModules: core!.core, assemblyVersion, core: join(assets, REFERENCE.core), contracts };
}
