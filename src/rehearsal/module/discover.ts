import { existsSync } from 'fs';
import { join, resolve } from 'path';
import { readAssembly } from '../../assembly/cloud-assembly';
import { readRegistration, type AssembledRegistration } from '../../assembly/registration';
import type { Entry } from '../../model/entry';
import type { AssembledModule } from '../../model/manifest';
import type { RepositorySource } from '@cv-insync/emulator';

/** The module to rehearse, as its app describes it. */
export interface Discovered {
  readonly module: AssembledModule;
  /** The registration that its app defines, if any. */
  readonly registration?: AssembledRegistration;
  readonly repository: RepositorySource;
}

/** Reads the cloud assembly of a module's app. Throws if the module cannot be rehearsed, with the reason. */
export function discover(assemblyFolder: string, folder: string, solution: string): Discovered {
  const assembly = readAssembly(assemblyFolder);
  if (assembly.core) throw new Error(`${folder} contains the app of a core, expected that of a module; rehearse a core with a script (cv-insync rehearse SCRIPT)`);
  const [module, ...others] = assembly.modules;
  if (!module) throw new Error(`the app in ${folder} defines no module, expected one InSyncModule`);
  if (others.length) throw new Error(`the app in ${folder} defines the modules ${assembly.modules.map(({ name }) => name).join(', ')}, expected one: each has an app of its own`);
  if (module.solution !== solution) {
    throw new Error(`the module "${module.name}" says that its solution is "${module.solution}", expected "${solution}", as in every build; do not set the solution in the code: the build sets it`);
  }
  const registration = readRegistration(assembly, module);
  return { module, registration, repository: repositoryOf(module.name, registration?.entry, folder) };
}

/** The repository that the module's source names; without a source, one of the rehearsal. */
function repositoryOf(name: string, entry: Entry | undefined, folder: string): RepositorySource {
  const source = entry?.source;
  if (!source || source.kind === 's3') return { name: `rehearsal/${name}`, path: folder, branch: 'main' };
  const path = source.folder ? resolve(folder, ...source.folder.split('/').filter(Boolean).map(() => '..')) : folder;
  if (source.folder && (!existsSync(join(path, source.folder)) || join(path, source.folder) !== folder)) {
    throw new Error(`the module ${name} has a source in the folder ${source.folder} of its repository, but ${folder} is not such a folder; correct the source`);
  }
  return { name: source.repository, path, branch: source.branch };
}
