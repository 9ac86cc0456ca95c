import { ValidationError } from './errors';

export type Dependencies = Readonly<Record<string, readonly string[]>>;

/** Throws on a cycle and names its members. */
export function checkAcyclic(dependencies: Dependencies): void {
  const left = new Set(Object.keys(dependencies));
  for (let progress = true; progress;) {
    progress = false;
    for (const id of left) {
      if (dependencies[id].some(other => left.has(other))) continue;
      left.delete(id);
      progress = true;
    }
  }
  // The rest is in a cycle or depends on one; nodes without dependents in the rest are not part of the cycle.
  for (let progress = true; progress;) {
    progress = false;
    for (const id of left) {
      if ([...left].some(other => dependencies[other].includes(id))) continue;
      left.delete(id);
      progress = true;
    }
  }
  if (left.size) throw new ValidationError(`Circular dependency between resources: [${[...left].join(', ')}]`);
}

/** The reverse graph: the dependents of each node. */
export function dependents(dependencies: Dependencies): Record<string, string[]> {
  const result: Record<string, string[]> = Object.fromEntries(Object.keys(dependencies).map(id => [id, []]));
  for (const [id, needs] of Object.entries(dependencies)) {
    for (const need of needs) result[need]?.push(id);
  }
  return result;
}

/**
 * Visits each node after its dependencies, independent nodes in parallel. After a failure no further node is started, unless
 * `goOn` is set; nodes in progress are awaited. Returns the failures.
 */
export async function visitInOrder(
  dependencies: Dependencies, visit: (id: string) => Promise<void>, options: { readonly goOn?: boolean } = {},
): Promise<unknown[]> {
  const waiting = new Map<string, number>();
  const next = dependents(dependencies);
  const failures: unknown[] = [];
  for (const [id, needs] of Object.entries(dependencies)) waiting.set(id, new Set(needs.filter(need => need in dependencies && need !== id)).size);
  const start = async (id: string): Promise<void> => {
    if (failures.length && !options.goOn) return;
    waiting.delete(id);
    try {
      await visit(id);
    } catch (error) {
      failures.push(error);
      return;
    }
    const ready = [...new Set(next[id])].filter(other => {
      const left = waiting.get(other)! - 1;
      waiting.set(other, left);
      return left === 0;
    });
    await Promise.all(ready.map(start));
  };
  await Promise.all([...waiting].filter(([, needs]) => needs === 0).map(([id]) => start(id)));
  return failures;
}
