import { readList } from './module-list';
import type { ParameterLister, Parameter, ParameterReader } from './parameter-store';
import { sha256 } from '../model/digest';
import type { DirectoryRecord } from '../model/directory';
import { parseJson } from '../model/json';
import { isEntry, lineFor } from '../model/module-list';
import { directoryPath, entryPath, LIST_HEAD, listPath } from '../model/names';
import { ENTRY_OWNERS, type Owner, strongest } from '../model/owner';

/** All entries of all owners, unvalidated, sorted by owner and name. */
export async function listDirectory(store: ParameterLister & ParameterReader, solution: string): Promise<DirectoryRecord[]> {
  const listed = await readList(store, solution) ?? await olderList(store, solution);
  return [...listed, ...await listEntries(store, solution)];
}

/** The list as older versions stored it: an entry in a parameter each. It counts until the core pipeline has written another. */
const olderList = async (store: ParameterLister, solution: string): Promise<DirectoryRecord[]> =>
  toRecords(await store.list(`${directoryPath(solution)}/core`), 'core');

/** The entries of operators and those of registered modules, unvalidated, sorted by owner and name. */
export async function listEntries(store: ParameterLister, solution: string): Promise<DirectoryRecord[]> {
  const records: DirectoryRecord[] = [];
  for (const owner of ENTRY_OWNERS) records.push(...toRecords(await store.list(directoryPath(solution, owner)), owner));
  return records;
}

/**
 * Those of the modules that have an entry, valid or not. An operator's removal overrides the other owners' entries. Of the list in the core's code,
 * it reads the head and the pieces that the modules would be in, once each.
 */
export async function readWanted(store: ParameterReader, solution: string, modules: readonly string[]): Promise<Set<string>> {
  const paths = (module: string) => ENTRY_OWNERS.map(owner => entryPath(solution, owner, module));
  const known = new Map(await store.read([listPath(solution, LIST_HEAD), ...modules.flatMap(paths)]));
  const wanted = new Set<string>();
  for (const module of modules) {
    let name;
    let part = LIST_HEAD;
    while (!isEntry(part)) {
      const path = listPath(solution, part);
      const text = known.get(path) ?? (await store.read([path])).get(path);
      if (!text) throw new Error(`${path} is missing: start the core pipeline`);
      known.set(path, text);
      [name, part] = lineFor(module, text);
    }
    const [operator, self] = paths(module).map(path => known.get(path));
    const entry = strongest(operator, name === module ? part : undefined, self);
    if (entry && !isRemoval(entry)) wanted.add(module);
  }
  return wanted;
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

/** Digest of the directory: it changes exactly when an entry changes. The head of the list of modules in the core's code stands for that list. */
export function directoryDigest(entries: readonly DirectoryRecord[], head: string): string {
  const lines = entries.map(({ owner, name, value }) => JSON.stringify([owner, name, value]));
  return sha256([head, ...lines.sort()].join('\n'));
}

function toRecords(parameters: readonly Parameter[], owner: Owner): DirectoryRecord[] {
  return parameters.flatMap(({ name: path, value }) => {
    const [,,,, name, rest] = path.split('/');
    return rest === undefined ? [{ owner, name, value }] : [];
  });
}

/** Whether an entry is an operator's removal. The entry is not validated, so that bundled functions stay small. */
const isRemoval = (text: string): boolean => parseJson(text)?.removed === true;
