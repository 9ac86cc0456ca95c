import { readDirectory } from '../../model/directory';
import { ENTRY_SCHEMA } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { entryPath, moduleStackName } from '../../model/names';
import { requirementOf } from '../../model/requirement';
import { retainedBy, type StackResource, type StackResources } from '../../model/stack-resource';
import { claimsFor } from '../solution/claims';
import type { OperatorAccount } from '../solution/operator-account';
import { unknownModule } from '../solution/unknown-module';
import { planOf, type SolutionView, viewSolution } from '../solution/view';
import { Failure } from '../terminal/failure';

/** The effects of a removal, before it is done. */
export interface PlannedRemoval {
  readonly view: SolutionView;
  readonly modules: readonly RemovedModule[];
  /** Whether so many modules are removed at once that this waits for an approval. */
  readonly needsApproval: boolean;
  /** Whether modules that require these do not hold the removal back. */
  readonly force: boolean;
}

export interface RemovedModule {
  readonly name: string;
  /** What happens to the operator's entry: nothing if the module is removed already. */
  readonly change: 'deleted' | 'overruled' | 'none';
  readonly installed: boolean;
  readonly retained: readonly StackResource[];
  /** Modules that stay and lose what they read of it, with these outputs. Only a forced removal has some. */
  readonly deprived: readonly string[];
}

/** Determines the effects of removing these modules. Fails with all reasons if one of them cannot be removed. */
export async function planRemoval(
  solution: string, names: readonly string[], account: OperatorAccount, resources: StackResources, force = false,
): Promise<PlannedRemoval> {
  const view = await viewSolution(solution, account);
  const changes = new Map(names.map(name => [name, changeFor(view, name, force)] as const));
  const problems = [...changes].flatMap(([, change]) => typeof change === 'object' ? [change.problem] : []);
  const records = view.records.filter(({ owner, name }) => !names.includes(name) || owner === 'core');
  const after = { ...view, records, directory: readDirectory(records, view.context), installed: [...new Set([...view.installed, ...names])] };
  const { heldRemovals } = planOf(after);
  const forced = force ? names.map(name => ({ owner: 'operator' as const, name, value: removalText(name, force) })) : [];
  const { needsApproval } = planOf({ ...after, records: [...records, ...forced] });
  const held = heldRemovals.filter(({ module }) => names.includes(module) && typeof changes.get(module) === 'string');
  for (const { module, consumers } of force ? [] : held) {
    problems.push(`${module} is required: ${describe(view, module, consumers).join('; ')}; remove ${consumers.join(', ')} first, or all at once; or overrule them: --force`);
  }
  if (problems.length) throw new Failure(problems);

  const modules: RemovedModule[] = [];
  for (const [name, change] of changes) {
    const installed = view.installed.includes(name);
    const stack = moduleStackName(solution, name);
    const retained = installed && view.stacks.has(stack) ? await retainedBy(stack, resources) : [];
    const consumers = held.find(({ module }) => module === name)?.consumers ?? [];
    modules.push({ name, change: change as RemovedModule['change'], installed, retained, deprived: describe(view, name, consumers) });
  }
  return { view, modules, needsApproval, force };
}

/** Writes the removal into the directory, which starts the pipelines. */
export async function writeRemoval(solution: string, { modules, force }: PlannedRemoval, { store }: Pick<OperatorAccount, 'store'>): Promise<void> {
  for (const { name, change } of modules) {
    const path = entryPath(solution, 'operator', name);
    if (change === 'deleted') await store.remove([path]);
    if (change === 'overruled') await store.write(path, removalText(name, force));
  }
}

const removalText = (name: string, force: boolean) => canonicalJson({ schema: ENTRY_SCHEMA, name, removed: true, ...force && { force } });

function changeFor({ records, context, installed }: SolutionView, name: string, force: boolean): RemovedModule['change'] | { problem: string } {
  if (context.core.includes(name)) return { problem: `${name} is a core module: it is removed when the core's code no longer defines it` };
  const claims = claimsFor(records, name);
  if (!claims.length) {
    if (installed.includes(name)) return force ? 'overruled' : 'none';
    return { problem: unknownModule(name, records.map(record => record.name)) };
  }
  if (claims[0].removed) return force && installed.includes(name) ? 'overruled' : 'none';
  if (claims.some(({ owner }) => owner === 'core')) return { problem: `${name} is listed in the core's code: remove it from its list of modules there, and push` };
  return force || claims.some(({ owner }) => owner === 'self') ? 'overruled' : 'deleted';
}

function describe({ modules }: SolutionView, module: string, consumers: readonly string[]): string[] {
  return consumers.map(name => `${name} reads ${(modules.get(name)?.requires ?? []).filter(item => requirementOf(item).module === module).join(', ')}`);
}
