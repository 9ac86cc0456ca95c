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
