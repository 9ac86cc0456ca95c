import { type Consumption, invert } from '../../model/graph';

/** Groups modules into waves, consumers before producers. Modules of a wave are independent, unless they consume each other in a cycle. */
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
