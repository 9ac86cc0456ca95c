import { isDueTomorrow } from './repetition';
import type { Violated } from './violated';
import type { Entry } from '../../../src/model/entry';
import { findCycle } from '../../../src/model/graph';
import { contractPath, deliveryStackName, modulesPath, moduleStackName, gatedPath } from '../../../src/model/names';
import type { RequirementText } from '../../../src/model/requirement';
import { providersOf } from '../../../src/model/requirement';
import { consumptionOf, consumersOf, listModules, type ModuleRecords } from '../../../src/registry/module-records';
import { messageOf } from '../account/pipelines';
import { contractOf, outputsOf, templateOf, type Version } from '../authors';
import { deliveredModules, latestVersionOf, heldBack, levelOf, newestOf, sameText, valuesOf, desiredState } from '../desired-state';
import { BY_HAND, placeOf, type Solution } from '../solution';

const COMPLETE = /^(CREATE|UPDATE)_COMPLETE$/;
/** Refusals of a version: retried once a day later, then only by another push or a manual retry. */
const REFUSED = /no longer produces|consumes itself|is not in the directory/;

/** When nothing runs any more, every module is in its desired state, or a message says why not. */
export async function checkConvergence(solution: Solution, modules: readonly string[], newlyHeldBack: ReadonlySet<string>, violated: Violated) {
  const records = await listModules(solution.account.store, solution.name);
  for (const module of modules) {
    const desired = desiredState(solution, module);
    if (desired.kind === 'wanted') checkWanted(solution, module, desired.entry, records, newlyHeldBack, violated);
    if (desired.kind === 'gone') checkGone(solution, module, records, violated);
  }
  checkOrphans(solution, violated);
}

function checkWanted(
  solution: Solution, module: string, entry: Entry, records: ModuleRecords, newlyHeldBack: ReadonlySet<string>, violated: Violated,
) {
  const { account, name: s } = solution;
  const delivery = account.stacks.stacks.get(deliveryStackName(s, module));
  if (!delivery || !COMPLETE.test(delivery.status)) return violated('convergence', `${module} is wanted, but its delivery is ${delivery?.status ?? 'not there'}`);
  const { Repository, Branch, SourceBucket, SourceKey, Parameters } = delivery.parameters;
  const place = SourceBucket ? `${SourceBucket}/${SourceKey}` : `${Repository}@${Branch}`;
  if (place !== placeOf(entry.source) || !sameText(JSON.parse(Parameters), entry.parameters ?? {})) {
    return violated('convergence', `the delivery of ${module} is not what its entry says`);
  }
  const problem = behind(solution, module, entry);
  if (!problem || newlyHeldBack.has(place)) return;
  const newest = newestOf(solution, module)!;
  // Other invariants check modules that wait, and modules whose daily check is due, which may concern an earlier delivery.
  if (newest.status === 'InProgress' || newest.stopped === BY_HAND || (newest.status !== 'Failed' || lostNote(solution, module)) && isDueTomorrow(solution, module)) return;
  const message = messageOf(newest);
  if (!message && (returnedToDirectory(solution, module) || leaving(solution, latestVersionOf(solution, entry)))) return;
  if (!message) return violated('convergence', `${module}: ${problem}, and its pipeline does not say why`);
  if (!excuse(solution, module, entry, records) && !REFUSED.test(message)) {
    violated('convergence', `${module}: ${problem}, and nothing prevents it; its pipeline says: ${message}`);
  }
}

/** Whether an interrupted removal deleted the records of its gate. */
const lostNote = ({ name, account }: Solution, module: string) => !account.store.values.has(gatedPath(name, module));

/** The differences between a module and its author's last version with the current values of its inputs. */
function behind(solution: Solution, module: string, entry: Entry): string | undefined {
  const { account, name: s } = solution;
  const stack = account.stacks.stacks.get(moduleStackName(s, module));
  const head = latestVersionOf(solution, entry);
  if (!stack) return 'its stack is not there';
  if (!COMPLETE.test(stack.status)) return `its stack is in ${stack.status}`;
  if (stack.template !== templateOf(s, module, head)) return 'its newest version is not deployed';
  if (stack.parameters.Level !== levelOf(entry)) return 'its parameters are not those of its entry';
  const values = valuesOf(solution, head.consumes);
  const old = head.consumes.find((item, index) => stack.resolved.get(stack.parameters[`Input${index}`]) !== values.get(item));
  return old && `it was deployed with an old value of ${old}`;
}

/** Why a module cannot be delivered now. */
function excuse(solution: Solution, module: string, entry: Entry, records: ModuleRecords): string | undefined {
  const head = latestVersionOf(solution, entry);
  const contract = contractOf(module, head);
  if (head.fault) return `its ${head.fault} fails`;
  const values = valuesOf(solution, head.consumes);
  const missing = head.consumes.find(item => !values.has(item));
  if (missing) return `${missing} is missing`;
  const core = Object.keys(solution.core.modules);
  const unknown = providersOf(head.consumes).find(name => !core.includes(name) && desiredState(solution, name).kind === 'gone');
  if (unknown) return `${unknown} is neither core nor in the directory`;
  if (findCycle(module, new Map([...consumptionOf(records), [module, providersOf(contract.consumes)]]))) return 'it depends on itself';
  const remaining = outputsOf(head, levelOf(entry));
  const dropped = (records.get(module)?.produces ?? []).filter(output => !remaining.includes(output));
  const users = [...consumersOf(records, module)].filter(([, items]) => dropped.some(output => items.includes(`${module}/${output}`)));
  if (returnedToDirectory(solution, module)) return 'it, or a producer, left the directory and came back; the daily look starts it';
  return users.length ? `others require what it drops: ${users.map(([name]) => name).join(', ')}` : undefined;
}

/**
 * Whether a module, or one of its producers, returned to the directory after the last run of both: in its absence nothing started the
 * module, because its gate would have stopped it.
 */
export function returnedToDirectory(solution: Solution, module: string): boolean {
  const began = (name: string) => newestOf(solution, name)?.number ?? 0;
  const { consumes: requires = [] }: { consumes?: RequirementText[] } = JSON.parse(solution.account.store.values.get(gatedPath(solution.name, module)) ?? '{}');
  return [module, ...providersOf(requires)].some(name => (solution.cameBack.get(name) ?? 0) >= Math.max(began(module), began(name)));
}

/** A producer whose removal is held back, with a notification, only because this module requires it. */
const leaving = (solution: Solution, { consumes }: Version) => providersOf(consumes).some(name =>
  desiredState(solution, name).kind === 'gone' && heldBack(solution).includes(name));

/** A module that is not listed is deleted completely, unless others require it. */
function checkGone(solution: Solution, module: string, records: ModuleRecords, violated: Violated) {
  if (!deliveredModules(solution).includes(module)) return;
  if (consumersOf(records, module).size) return;
  // Held-back removals are checked again when the core pipeline runs, or once a day.
  if (heldBack(solution).includes(module)) return;
  violated('convergence', `${module} is gone from the directory, but still installed`);
}

function checkOrphans(solution: Solution, violated: Violated) {
  const { account, name: s } = solution;
  const core = Object.keys(solution.core.modules);
  const delivered = deliveredModules(solution);
  for (const name of account.stacks.stacks.keys()) {
    const module = name.slice(s.length + 1);
    const owned = module.startsWith('delivery-') || ['core', 'modules', ...core, ...delivered].includes(module);
    if (!owned) violated('no orphans', `the stack ${name} has no delivery`);
    if (delivered.includes(module) && COMPLETE.test(account.stacks.stacks.get(name)!.status) && !account.store.values.has(contractPath(s, module))) {
      violated('no lost records', `${module} is deployed, but has no contract`);
    }
  }
  for (const path of account.store.values.keys()) {
    const module = path.split('/')[3];
    if (path.startsWith(`${modulesPath(s)}/`) && ![...core, ...delivered].includes(module)) violated('no orphans', `${path} belongs to no module`);
  }
}
