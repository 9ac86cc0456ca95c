import { Consumption, invert, orderModules } from './graph';
import { byText } from './json';

export interface PlanInput {
  /** Modules that need a delivery. */
  readonly wanted: readonly string[];
  /** Modules whose entry is held back. If they are installed, they stay. */
  readonly heldBack: readonly string[];
  /** Modules of which any part is installed. */
  readonly installed: readonly string[];
  /** Modules that an operator removes although others require them. */
  readonly forced?: readonly string[];
  /** The modules that each module may not lose. */
  readonly consumption: Consumption;
}

/** A module without an entry that other modules still consume. */
export interface HeldRemoval {
  readonly module: string;
  readonly consumers: readonly string[];
}

/** `dtc requires`; `api, dtc require`. */
export const namesRequire = (names: readonly string[]) => `${names.join(', ')} require${names.length > 1 ? '' : 's'}`;

/** Why a removal is held back. */
export const heldRemovalReason = ({ consumers }: HeldRemoval) => `it is to be removed, but ${namesRequire(consumers)} it`;

export interface Plan {
  /** In alphabetical order: deliveries do not depend on each other, gates order the deployments. */
  readonly deliver: readonly string[];
  /** Consumers before their producers. */
  readonly remove: readonly string[];
  readonly heldRemovals: readonly HeldRemoval[];
  /** Whether the removals need an approval: they are more than two, and more than a third of the installed modules. */
  readonly needsApproval: boolean;
}

/** The changes that lead from the installed modules to the wanted ones. */
export function plan({ wanted, heldBack, installed, forced = [], consumption }: PlanInput): Plan {
  const kept = new Set([...wanted, ...heldBack]);
  const removed = new Set(installed.filter(name => !kept.has(name)));
  const consumers = invert(consumption);
  const heldRemovals = new Map<string, string[]>();
  // A module whose removal is held back keeps its own providers, too, so this repeats until nothing changes.
  for (let again = true; again;) {
    again = false;
    for (const module of [...removed].sort(byText)) {
      const readers = (consumers.get(module) ?? []).filter(name => name !== module && !removed.has(name));
      if (!readers.length || forced.includes(module)) continue;
      heldRemovals.set(module, readers);
      removed.delete(module);
      again = true;
    }
  }
  return {
    deliver: [...wanted].sort(byText),
    remove: consumersFirst(removed, consumption),
    heldRemovals: [...heldRemovals].map(([module, readers]) => ({ module, consumers: readers })).sort((a, b) => byText(a.module, b.module)),
    needsApproval: removed.size > 2 && removed.size * 3 > new Set(installed).size,
  };
}

function consumersFirst(modules: ReadonlySet<string>, consumption: Consumption): string[] {
  const among = new Map([...modules].map(name => [name, [...consumption.get(name) ?? []].filter(provider => modules.has(provider))]));
  const { order } = orderModules(among);
  const cyclic = [...modules].filter(name => !order.includes(name)).sort(byText);
  return [...cyclic, ...[...order].reverse()];
}
