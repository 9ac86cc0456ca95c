import type { Entry } from '../../model/entry';
import { byText } from '../../model/json';
import { deliveryStackName } from '../../model/names';
import { formatPermission } from '../../model/permissions-text';
import { heldRemovalReason, type Plan } from '../../model/plan';
import { type DeliverySettings, PERMITTED } from '../../pipelines/delivery/parameters';
import type { DeployedStack } from '../aws/stacks';
import { type Delivery, deliveryOf, type DeliveryTemplates, isInPlace } from '../bundle/deliveries';
import { formatSource } from '../solution/source-text';
import { planOf, type SolutionView } from '../solution/view';

export type Change = 'install' | 'change' | 'remove' | 'hold back' | 'keep';

export interface PlannedModule {
  readonly name: string;
  readonly change: Change;
  /** What is installed, what changes, or why the module is held back. */
  readonly because: readonly string[];
}

export interface PlannedSolution {
  readonly modules: readonly PlannedModule[];
  /** Whether the removals wait for an approval. */
  readonly needsApproval: boolean;
}

/** What the pipelines would do with the directory of the view. */
export function planSolution(view: SolutionView, templates: DeliveryTemplates, settings: DeliverySettings = {}): PlannedSolution {
  const { solution, directory, stacks } = view;
  const plan = planOf(view);
  const delivered = directory.wanted.map((entry): PlannedModule => {
    const delivery = deliveryOf(solution, entry, templates, settings);
    const stack = stacks.get(deliveryStackName(solution, entry.name));
    if (!stack) return { name: entry.name, change: 'install', because: [formatSource(entry.source)] };
    if (isInPlace(delivery, stack)) return { name: entry.name, change: 'keep', because: [] };
    return { name: entry.name, change: 'change', because: differences(entry, delivery, stack) };
  });
  const modules = [
    ...delivered,
    ...directory.heldBack.map(({ module, reason }): PlannedModule => ({ name: module, change: 'hold back', because: [reason] })),
    ...removalsOf(plan),
  ];
  return { modules: modules.sort((a, b) => byText(a.name, b.name)), needsApproval: plan.needsApproval };
}

/** The members of an entry, with the parameters of the delivery that they determine. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['source', ['Repository', 'Branch', 'Folder', 'SourceBucket', 'SourceKey']],
  ['connection', ['ConnectionArn']],
  ['parameters', ['Parameters']],
  ['tags', ['Tags']],
  ['approval', ['Approval']],
];

function differences({ source }: Entry, { parameters }: Delivery, { parameters: before, status }: DeployedStack): string[] {
  const found = WORDS.flatMap(([word, names]) => {
    const changed = names.filter(name => (before[name] ?? '') !== (parameters[name] ?? ''));
    if (!changed.length) return [];
    if (word === 'source') return [`source: now ${formatSource(source)}`];
    return changed.map(name => becomes(word, before[name], parameters[name]));
  });
  const [permittedBefore, permitted] = [before, parameters].map(permissionsText);
  if (permittedBefore !== permitted) found.push(becomes('permissions', permittedBefore, permitted));
  if (found.length) return found;
  return [/^(CREATE|UPDATE)_COMPLETE$/.test(status) ? 'another version of cv-insync, with another template of deliveries' : `its delivery is in ${status}`];
}

const becomes = (word: string, before?: string, after?: string) => `${word}: ${before || 'nothing'} becomes ${after || 'nothing'}`;

const permissionsText = (parameters: Readonly<Record<string, string>>) => PERMITTED.filter(({ actions }) => parameters[actions])
  .map(({ actions, resources }) => formatPermission({ actions: parameters[actions].split(','), resources: parameters[resources].split(',') })).join('; ');

/** Removals, those that are held back because of consumers among them. */
const removalsOf = ({ remove, heldRemovals }: Plan): PlannedModule[] => [
  ...remove.map((name): PlannedModule => ({ name, change: 'remove', because: [] })),
  ...heldRemovals.map((held): PlannedModule => ({ name: held.module, change: 'hold back', because: [heldRemovalReason(held)] })),
];
