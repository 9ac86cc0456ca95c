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
}

export interface RemovedModule {
  readonly name: string;
  /** What happens to the operator's entry: nothing if the module is removed already. */
  readonly change: 'deleted' | 'overruled' | 'none';
  readonly installed: boolean;
  readonly retained: readonly StackResource[];
}

/** Determines the effects of removing these modules. Fails with all reasons if one of them cannot be removed. */
export async function planRemoval(
  solution: string, names: readonly string[], account: OperatorAccount, resources: StackResources,
): Promise<PlannedRemoval> {
  const view = await viewSolution(solution, account);
  const changes = new Map(names.map(name => [name, changeFor(view, name)] as const));
  const problems = [...changes].flatMap(([, change]) => typeof change === 'object' ? [change.problem] : []);
  const records = view.records.filter(({ owner, name }) => !names.includes(name) || owner === 'core');
  const after = { ...view, records, directory: readDirectory(records, view.context), installed: [...new Set([...view.installed, ...names])] };
  const { heldRemovals, needsApproval } = planOf(after);
  for (const { module, consumers } of heldRemovals.filter(held => names.includes(held.module) && typeof changes.get(held.module) === 'string')) {
    problems.push(`${module} is required: ${describe(view, module, consumers)}; remove ${consumers.join(', ')} first, or all at once`);
  }
  if (problems.length) throw new Failure(problems);

  const modules: RemovedModule[] = [];
  for (const [name, change] of changes) {
    const installed = view.installed.includes(name);
    const stack = moduleStackName(solution, name);
    const retained = installed && view.stacks.has(stack) ? await retainedBy(stack, resources) : [];
    modules.push({ name, change: change as RemovedModule['change'], installed, retained });
  }
  return { view, modules, needsApproval };
}

/** Writes the removal into the directory, which starts the pipelines. */
export async function writeRemoval(solution: string, { modules }: PlannedRemoval, { store }: Pick<OperatorAccount, 'store'>): Promise<void> {
  for (const { name, change } of modules) {
    const path = entryPath(solution, 'operator', name);
    if (change === 'deleted') await store.remove([path]);
    if (change === 'overruled') await store.write(path, canonicalJson({ schema: ENTRY_SCHEMA, name, removed: true }));
  }
}

function changeFor({ records, context, installed }: SolutionView, name: string): RemovedModule['change'] | { problem: string } {
  if (context.core.includes(name)) return { problem: `${name} is a core module: it is removed when the core's code no longer defines it` };
  const claims = claimsFor(records, name);
  if (!claims.length) {
    if (installed.includes(name)) return 'none';
    return { problem: unknownModule(name, records.map(record => record.name)) };
  }
  if (claims[0].removed) return 'none';
  if (claims.some(({ owner }) => owner === 'core')) return { problem: `${name} is listed in the core's code: remove it from its list of modules there, and push` };
  return claims.some(({ owner }) => owner === 'self') ? 'overruled' : 'deleted';
}

function describe({ modules }: SolutionView, module: string, consumers: readonly string[]): string {
  return consumers.map(name => `${name} reads ${(modules.get(name)?.requires ?? []).filter(item => requirementOf(item).module === module).join(', ')}`).join('; ');
}
