import { describeOwner, claimsFor } from './claims';
import { formatSource } from './source-text';
import { planOf, type SolutionView } from './view';
import type { Entry } from '../../model/entry';
import { byText } from '../../model/json';
import { moduleStackName } from '../../model/names';
import type { Owner } from '../../model/owner';
import { actionsOf } from '../../model/permissions-text';
import { heldRemovalReason } from '../../model/plan';
import type { Delivered } from '../../registry/deliveries';

/** A module of the solution, in the directory or installed. */
export interface ListedModule {
  readonly name: string;
  /** The owner of the entry that takes precedence; undefined for a core module, and if that entry is a removal or there is none. */
  readonly wantedBy?: Owner;
  readonly core: boolean;
  /** Whether an operator removed it, although another owner has an entry. */
  readonly removed: boolean;
  /** Whether it has a delivery, in any state. */
  readonly hasDelivery: boolean;
  /** Whether something was delivered; of a core module, whether it has a stack. */
  readonly installed: boolean;
  /** What was last delivered. */
  readonly delivered?: Delivered;
  /** The entry as it is delivered. */
  readonly entry?: Entry;
  /** Why its entry or its removal is held back. */
  readonly heldBack?: string;
  readonly notices: readonly string[];
}

/** All modules: the core's first, then the others by name. */
export function listSolution(view: SolutionView): ListedModule[] {
  const { solution, context, directory, records, installed, deliveries, stacks } = view;
  const held = new Map(directory.heldBack.map(({ module, reason }) => [module, reason]));
  for (const removal of planOf(view).heldRemovals) held.set(removal.module, heldRemovalReason(removal));
  const names = [...new Set([...records.map(({ name }) => name), ...installed])].sort(byText);
  const others = names.map((name): ListedModule => {
    const [strongest] = claimsFor(records, name);
    return {
      name,
      core: false,
      wantedBy: strongest && !strongest.removed ? strongest.owner : undefined,
      removed: strongest?.removed ?? false,
      hasDelivery: installed.includes(name),
      installed: deliveries.has(name),
      delivered: deliveries.get(name),
      entry: directory.wanted.find(entry => entry.name === name),
      heldBack: held.get(name),
      notices: directory.notices.filter(({ module }) => module === name).map(({ reason }) => reason),
    };
  });
  const core = context.core.map((name): ListedModule => (
    { name, core: true, removed: false, hasDelivery: false, installed: stacks.has(moduleStackName(solution, name)), notices: [] }));
  return [...core, ...others];
}

/** Who lists a module, in words. */
export function listedBy({ core, removed, wantedBy: owner }: ListedModule): string {
  if (core) return 'core module';
  if (owner) return describeOwner(owner);
  return removed ? 'removed by operator' : 'nobody';
}

export const sourceOf = ({ entry }: ListedModule) => entry ? formatSource(entry.source) : '';

/** The settings in a module's entry: parameters, approval and permissions. */
export function settingsOf({ entry }: ListedModule): string {
  const parameters = Object.entries(entry?.parameters ?? {}).map(([name, value]) => `${name}=${value}`);
  return [...parameters, ...entry?.approval ? ['approval'] : [], ...entry?.permissions ? [`permissions: ${actionsOf(entry.permissions).join(' ')}`] : []].join(', ');
}

export const remarks = (modules: readonly ListedModule[]) => modules.flatMap(({ name, heldBack, notices }) => [
  ...heldBack ? [`held back: ${name}: ${heldBack}`] : [],
  ...notices.map(notice => `note: ${name}: ${notice}`),
]);
