import type { ParameterReader, ParameterStore } from './parameter-store';
import type { DirectoryRecord } from '../model/directory';
import { joinList, type ModuleList, piecesIn } from '../model/module-list';
import { LIST_HEAD, listPath } from '../model/names';

/** The head of the list of modules in the core's code; nothing before the core pipeline has written one. */
export async function readHead(store: ParameterReader, solution: string): Promise<string> {
  const path = listPath(solution, LIST_HEAD);
  return (await store.read([path])).get(path) ?? '';
}

/** The list of modules in the core's code; undefined before the core pipeline has written one. */
export async function readList(store: ParameterReader, solution: string): Promise<DirectoryRecord[] | undefined> {
  const path = (id: string) => listPath(solution, id);
  const head = await readHead(store, solution);
  if (!head) return undefined;
  const known = new Map<string, string>();
  for (let ids = piecesIn(head); ids.length;) {
    (await store.read(ids.map(path))).forEach((text, name) => known.set(name, text));
    ids = ids.flatMap(id => piecesIn(known.get(path(id)) ?? '')).filter(id => !known.has(path(id)));
  }
  return joinList(head, id => known.get(path(id)), path);
}

/**
 * Replaces the list. The new pieces are written first, then the head, so that readers find the old list or the new one, wherever this is
 * interrupted. The old list's pieces stay until the next call, for those who have read its head.
 */
export async function writeList(store: ParameterStore, solution: string, { head, pieces }: ModuleList): Promise<void> {
  const path = (id: string) => listPath(solution, id);
  const stored = new Map((await store.list(listPath(solution, '').slice(0, -1))).map(({ name, value }) => [name, value]));
  const used = new Set([LIST_HEAD, ...pieces.keys(), ...namedBy(stored, path)].map(path));
  await store.remove([...stored.keys()].filter(name => !used.has(name)));
  const isComplete = [...pieces].every(([id, text]) => stored.get(path(id)) === text);
  if (isComplete && stored.get(path(LIST_HEAD)) === head) return;
  await writePieces(store, pieces, path);
  await store.write(path(LIST_HEAD), head);
  // The build of an abandoned execution may have taken some of them for leftovers.
  await writePieces(store, pieces, path);
}

async function writePieces(store: ParameterStore, pieces: ReadonlyMap<string, string>, path: (id: string) => string) {
  const present = await store.read([...pieces.keys()].map(path));
  for (const [id, text] of pieces) if (present.get(path(id)) !== text) await store.write(path(id), text);
}

/** The pieces of the stored list. */
function namedBy(stored: ReadonlyMap<string, string>, path: (id: string) => string): string[] {
  const ids: string[] = [];
  for (let next = [LIST_HEAD]; next.length;) {
    next = next.flatMap(id => piecesIn(stored.get(path(id)) ?? '')).filter(id => !ids.includes(id));
    ids.push(...next);
  }
  return ids;
}
