/** For each module, the modules that it consumes outputs of. */
export type Consumption = ReadonlyMap<string, Iterable<string>>;

export interface Order {
  /** Producers before their consumers, otherwise by name. Members of cycles and their consumers are left out. */
  readonly order: readonly string[];
  /** One path for each group of modules that depend on each other: `['a', 'b', 'a']`, beginning with the first by name. */
  readonly cycles: readonly (readonly string[])[];
}

/** Sorts modules topologically, producers first. Providers that are not keys of the map are ignored. */
export function orderModules(consumption: Consumption): Order {
  const open = new Map([...consumption].map(([name, providers]) =>
    [name, new Set([...providers].filter(provider => consumption.has(provider)))] as const));
  const consumers = invert(open);
  const ready = [...open].filter(([, providers]) => !providers.size).map(([name]) => name).sort();
  const order: string[] = [];
  while (ready.length) {
    const next = ready.shift()!;
    order.push(next);
    open.delete(next);
    const freed = (consumers.get(next) ?? []).filter(name => {
      open.get(name)!.delete(next);
      return !open.get(name)!.size;
    });
    insertSorted(ready, freed);
  }
  return { order, cycles: cyclesOf(open) };
}

/** The shortest cycle through a module along what it consumes, the first by name among equals; undefined if there is none. */
export function findCycle(start: string, consumption: Consumption): string[] | undefined {
  const seen = new Set<string>();
  // Breadth first: the loop also visits the paths that it adds.
  const paths = [[start]];
  for (const path of paths) {
    for (const provider of [...consumption.get(path.at(-1)!) ?? []].sort()) {
      if (provider === start) return [...path, start];
      if (!seen.has(provider)) paths.push([...path, provider]);
      seen.add(provider);
    }
  }
  return undefined;
}

/** For each module, the modules that consume it, sorted. */
export function invert(consumption: Consumption): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const name of [...consumption.keys()].sort()) {
    for (const provider of consumption.get(name)!) {
      const list = result.get(provider);
      if (list) list.push(name);
      else result.set(provider, [name]);
    }
  }
  return result;
}

function cyclesOf(open: Map<string, Set<string>>): string[][] {
  const cycles: string[][] = [];
  const reported = new Set<string>();
  for (const name of [...open.keys()].sort()) {
    if (reported.has(name)) continue;
    const cycle = findCycle(name, open);
    if (!cycle || cycle.some(member => reported.has(member))) continue;
    cycles.push(cycle);
    cycle.forEach(member => reported.add(member));
  }
  return cycles;
}

/** Inserts items into a sorted list, by binary search. */
function insertSorted(list: string[], items: string[]) {
  for (const item of items) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (list[middle] < item) low = middle + 1;
      else high = middle;
    }
    list.splice(low, 0, item);
  }
}
