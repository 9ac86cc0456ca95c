/** Who reads from whom: for each module the modules that it consumes. */
export type Consumption = ReadonlyMap<string, Iterable<string>>;

export interface Order {
  /** Producers before their consumers; among the free ones, by name. Members of cycles, and what waits for them, are left out. */
  readonly order: readonly string[];
  /** One path for each knot of modules that wait for each other: `['a', 'b', 'a']`, beginning with the first by name. */
  readonly cycles: readonly (readonly string[])[];
}

/** Puts producers before consumers. Providers that are no keys of the map are ignored. */
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

/** The shortest way from a module over what it consumes back to itself, first by name among equals; nothing if there is none. */
export function findCycle(start: string, consumption: Consumption): string[] | undefined {
  const cameFrom = new Map<string, string>();
  let layer = [start];
  while (layer.length) {
    const next: string[] = [];
    for (const name of layer) {
      for (const provider of [...consumption.get(name) ?? []].sort()) {
        if (provider === start) return [...trace(name, start, cameFrom), start];
        if (!cameFrom.has(provider)) {
          cameFrom.set(provider, name);
          next.push(provider);
        }
      }
    }
    layer = next;
  }
  return undefined;
}

/** For each module the modules that consume it, sorted. */
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
  const told = new Set<string>();
  for (const name of [...open.keys()].sort()) {
    if (told.has(name)) continue;
    const cycle = findCycle(name, open);
    if (!cycle || cycle.some(member => told.has(member))) continue;
    cycles.push(cycle);
    cycle.forEach(member => told.add(member));
  }
  return cycles;
}

function trace(name: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [name];
  while (path[0] !== start) path.unshift(cameFrom.get(path[0])!);
  return path;
}

/** Both lists are sorted, and stay so. */
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
