import { createHash } from 'crypto';
import type { Lister, Parameter, Reader } from './parameters';
import type { DirectoryRecord } from '../model/directory';
import { OWNERS, directoryPath, entryPath, type Owner } from '../model/names';

/** All entries of all owners, as they are stored. */
export async function listDirectory(store: Lister, solution: string): Promise<DirectoryRecord[]> {
  return toRecords(await store.list(directoryPath(solution)), solution);
}

/** Those of the modules whose entry exists, whether or not it can be read. An operator's removal hides the other owners' entries. */
export async function readWanted(store: Reader, solution: string, modules: readonly string[]): Promise<Set<string>> {
  const values = await store.read(modules.flatMap(module => OWNERS.map(owner => entryPath(solution, owner, module))));
  return new Set(modules.filter(module => {
    const strongest = OWNERS.map(owner => values.get(entryPath(solution, owner, module))).find(value => value !== undefined);
    return strongest !== undefined && !isRemoval(strongest);
  }));
}

/** Changes exactly when an entry that can be written from outside of the core's code does. */
export function directoryDigest(records: readonly DirectoryRecord[]): string {
  const lines = records.filter(({ owner }) => owner !== 'core').map(({ owner, name, value }) => JSON.stringify([owner, name, value]));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function toRecords(parameters: readonly Parameter[], solution: string): DirectoryRecord[] {
  return parameters.flatMap(({ name, value }) => {
    const [owner, module, rest] = name.slice(directoryPath(solution).length + 1).split('/');
    return module && rest === undefined && OWNERS.includes(owner as Owner) ? [{ owner: owner as Owner, name: module, value }] : [];
  });
}

function isRemoval(text: string): boolean {
  try {
    return JSON.parse(text)?.removed === true;
  } catch {
    return false;
  }
}
