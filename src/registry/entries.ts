import type { ParameterLister, Parameter, ParameterReader } from './parameter-store';
import { sha256 } from '../model/digest';
import type { DirectoryRecord } from '../model/directory';
import { parseJson } from '../model/json';
import { directoryPath, entryPath } from '../model/names';
import { type Owner, OWNERS, strongest } from '../model/owner';

/** All entries of all owners, unvalidated. */
export async function listDirectory(store: ParameterLister, solution: string): Promise<DirectoryRecord[]> {
  return toRecords(await store.list(directoryPath(solution)), solution);
}

/** Those of the modules that have an entry, valid or not. An operator's removal overrides the other owners' entries. */
export async function readWanted(store: ParameterReader, solution: string, modules: readonly string[]): Promise<Set<string>> {
  const values = await store.read(modules.flatMap(module => OWNERS.map(owner => entryPath(solution, owner, module))));
  return new Set(modules.filter(module => {
    const entry = strongest(owner => values.get(entryPath(solution, owner, module)));
    return entry !== undefined && !isRemoval(entry);
  }));
}

/** Those of the modules that an operator removes although others require them. */
export async function readForced(store: ParameterReader, solution: string, modules: readonly string[]): Promise<string[]> {
  const path = (module: string) => entryPath(solution, 'operator', module);
  const values = await store.read(modules.map(path));
  return modules.filter(module => isForced(values.get(path(module)) ?? ''));
}

/** Whether an entry is a removal that other modules cannot hold back. */
export function isForced(text: string): boolean {
  const entry = parseJson(text);
  return entry?.removed === true && entry.force === true;
}

/** Digest of the entries that are not part of the core's code: it changes exactly when one of them changes. */
export function directoryDigest(records: readonly DirectoryRecord[]): string {
  const lines = records.filter(({ owner }) => owner !== 'core').map(({ owner, name, value }) => JSON.stringify([owner, name, value]));
  return sha256(lines.sort().join('\n'));
}

function toRecords(parameters: readonly Parameter[], solution: string): DirectoryRecord[] {
  return parameters.flatMap(({ name, value }) => {
    const [owner, module, rest] = name.slice(directoryPath(solution).length + 1).split('/');
    return module && rest === undefined && OWNERS.includes(owner as Owner) ? [{ owner: owner as Owner, name: module, value }] : [];
  });
}

/** Whether an entry is an operator's removal. The entry is not validated, so that bundled functions stay small. */
const isRemoval = (text: string): boolean => parseJson(text)?.removed === true;
