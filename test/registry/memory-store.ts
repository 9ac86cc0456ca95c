import type { Entry } from '../../src/model/entry';
import { splitList } from '../../src/model/module-list';
import { LIST_HEAD, listPath } from '../../src/model/names';
import type { ParameterStore } from '../../src/registry/parameter-store';

/** A parameter store in memory that counts its calls. */
export function memoryStore(initial: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(initial));
  const calls = { list: 0, read: 0 };
  const store: ParameterStore = {
    async list(path) {
      calls.list++;
      return [...values].filter(([name]) => name.startsWith(`${path}/`)).map(([name, value]) => ({ name, value }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(names) {
      calls.read++;
      return new Map(names.flatMap(name => values.has(name) ? [[name, values.get(name)!] as const] : []));
    },
    async write(name, value) {
      values.set(name, value);
    },
    async remove(names) {
      names.forEach(name => values.delete(name));
    },
  };
  return { ...store, values, calls };
}

/** The parameters of a list of modules in the core's code. */
export function listParameters(solution: string, ...modules: readonly (string | Entry)[]): Record<string, string> {
  const entries = modules.map((module): Entry => typeof module !== 'string' ? module
    : { schema: 1, name: module, source: { kind: 'github', repository: `acme/${module}`, branch: 'main' } });
  const { head, pieces } = splitList(entries);
  return Object.fromEntries([[LIST_HEAD, head] as const, ...pieces].map(([id, text]) => [listPath(solution, id), text]));
}
