import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { canonicalJson } from '../model/json';
import { AssembledCore, AssembledModule, MANIFEST_SCHEMA } from '../model/manifest';
import { ProblemsError } from '../model/problem';

/** Describes the modules of an app. */
export const MODULE_MANIFEST = 'insync.module.json';

/** Describes the core of an app. */
export const CORE_MANIFEST = 'insync.core.json';

/** The modules of an app; undefined if it has none. */
export const readModules = (directory: string): readonly AssembledModule[] | undefined => read(join(directory, MODULE_MANIFEST))?.modules;

/** The core of an app; undefined if it has none. */
export const readCore = (directory: string): AssembledCore | undefined => read(join(directory, CORE_MANIFEST));

/** The text of `insync.module.json`. */
export const moduleManifest = (modules: readonly AssembledModule[]) => format({ modules });

export const writeModules = (directory: string, modules: readonly AssembledModule[]) =>
  writeFileSync(join(directory, MODULE_MANIFEST), moduleManifest(modules));

export const writeCore = (directory: string, core: AssembledCore) => writeFileSync(join(directory, CORE_MANIFEST), format(core));

const format = (content: object) => `${canonicalJson({ schema: MANIFEST_SCHEMA, ...content }, 2)}\n`;

function read(file: string) {
  if (!existsSync(file)) return undefined;
  const content = JSON.parse(readFileSync(file, 'utf8'));
  if (content.schema === MANIFEST_SCHEMA) return content;
  throw new ProblemsError([`${file}: found schema ${content.schema}, expected ${MANIFEST_SCHEMA}; use the same version of cv-insync in the app and for the command line`]);
}
