import { type Consumption, invert } from '../../model/graph';

/** Puts modules into waves, each with those that no module of a later one consumes. Modules that wait for each other go together. */
export function waves(modules: readonly string[], consumption: Consumption): string[][] {
  const consumers = invert(consumption);
  const open = new Set(modules);
  const result: string[][] = [];
  while (open.size) {
    const free = [...open].filter(name => !(consumers.get(name) ?? []).some(consumer => consumer !== name && open.has(consumer)));
    const wave = (free.length ? free : [...open]).sort();
    wave.forEach(name => open.delete(name));
    result.push(wave);
  }
  return result;
}
