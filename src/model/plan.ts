import { Consumption, invert, orderModules } from './graph';
import { byText } from './json';

export interface PlanInput {
  /** Modules whose delivery is to be there. */
  readonly wanted: readonly string[];
  /** Modules whose entry is held back: what is installed of them stays. */
  readonly heldBack: readonly string[];
  /** Modules of which anything is there. */
  readonly installed: readonly string[];
  /** What every deployed module consumes: its `requires` and its contract together. */
  readonly consumption: Consumption;
}

/** A module that nobody wants any more but that others still consume. */
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
  /** Whether so much would go that a person has to say yes: more than a third of what is installed, and more than two. */
  readonly needsApproval: boolean;
}

/** What has to happen so that what is installed becomes what is wanted. */
export function plan({ wanted, heldBack, installed, consumption }: PlanInput): Plan {
  const kept = new Set([...wanted, ...heldBack]);
  const gone = new Set(installed.filter(name => !kept.has(name)));
  const consumers = invert(consumption);
  const heldRemovals = new Map<string, string[]>();
  // Whoever is held keeps what it consumes itself, so this goes on until nothing changes.
  for (let again = true; again;) {
    again = false;
    for (const module of [...gone].sort(byText)) {
      const readers = (consumers.get(module) ?? []).filter(name => name !== module && !gone.has(name));
      if (!readers.length) continue;
      heldRemovals.set(module, readers);
      gone.delete(module);
      again = true;
    }
  }
  return {
    deliver: [...wanted].sort(byText),
    remove: consumersFirst(gone, consumption),
    heldRemovals: [...heldRemovals].map(([module, readers]) => ({ module, consumers: readers })).sort((a, b) => byText(a.module, b.module)),
    needsApproval: gone.size > 2 && gone.size * 3 > new Set(installed).size,
  };
}

function consumersFirst(modules: ReadonlySet<string>, consumption: Consumption): string[] {
  const among = new Map([...modules].map(name => [name, [...consumption.get(name) ?? []].filter(provider => modules.has(provider))]));
  const { order } = orderModules(among);
  const knotted = [...modules].filter(name => !order.includes(name)).sort(byText);
  return [...knotted, ...[...order].reverse()];
}
