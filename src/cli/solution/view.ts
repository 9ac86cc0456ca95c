import { CONNECTION_VALUES, coreConnection } from './core-connection';
import { deliveredSources } from './delivered-sources';
import { foreignModules } from './foreign-stacks';
import { withinNames } from './neighbours';
import type { OperatorAccount } from './operator-account';
import { installedModules } from './removal-plan';
import { type Directory, type DirectoryRecord, readDirectory, type DirectoryContext } from '../../model/directory';
import { coreStackName, modulesPath, modulesStackName, moduleStackName, TAGS } from '../../model/names';
import { type Plan, plan } from '../../model/plan';
import { readCoreValues } from '../../registry/core-values';
import { declaredPermissions } from '../../registry/declared-permissions';
import { type Delivered, deliveriesIn } from '../../registry/deliveries';
import { isForced, listDirectory } from '../../registry/entries';
import { dependenceOf, type ModuleRecords, recordsOf } from '../../registry/module-records';
import { type DeployedStack, solutionOfCore } from '../aws/stacks';
import { fail } from '../terminal/failure';

/** A solution: its directory, and what is deployed. */
export interface SolutionView {
  readonly solution: string;
  readonly records: readonly DirectoryRecord[];
  readonly context: DirectoryContext;
  readonly directory: Directory;
  /** What deployed modules produce and require. */
  readonly modules: ModuleRecords;
  /** What was delivered of modules. */
  readonly deliveries: ReadonlyMap<string, Delivered>;
  readonly stacks: ReadonlyMap<string, DeployedStack>;
  /** Modules that have a delivery stack, in any status. */
  readonly installed: readonly string[];
}

export async function viewSolution(solution: string, { store, stacks }: OperatorAccount): Promise<SolutionView> {
  const values = await readCoreValues(store, solution, 'artifact-bucket', ...CONNECTION_VALUES);
  const deployed = new Map((await stacks.list()).map(stack => [stack.name, stack]));
  if (!values['artifact-bucket']) fail(missing(solution, deployed));
  const installed = installedModules(solution, deployed.values());
  const records = await listDirectory(store, solution);
  const parameters = await store.list(modulesPath(solution));
  const context = {
    solution,
    core: coreModules(solution, deployed, installed),
    connection: coreConnection(values, deployed.get(modulesStackName(solution))?.parameters.CoreHost),
    neighbours: withinNames(solution, [...deployed.values()]),
    installed,
    foreign: foreignModules(solution, deployed.values()),
    delivered: deliveredSources(solution, deployed.values()),
    declared: declaredPermissions(parameters, solution),
  };
  return {
    solution,
    records,
    context,
    directory: readDirectory(records, context),
    modules: recordsOf(parameters),
    deliveries: deliveriesIn(parameters, solution),
    stacks: deployed,
    installed,
  };
}

/** What the pipelines would do with the directory. */
export function planOf({ records, directory, modules, installed }: SolutionView): Plan {
  return plan({
    wanted: directory.wanted.map(({ name }) => name),
    heldBack: directory.heldBack.map(({ module }) => module),
    installed,
    forced: records.filter(({ owner, value }) => owner === 'operator' && isForced(value)).map(({ name }) => name),
    consumption: dependenceOf(modules),
  });
}

/** A parameter of the module-definition pipeline's stack; before that exists, the modules that have a stack but no delivery. */
function coreModules(solution: string, stacks: ReadonlyMap<string, DeployedStack>, installed: readonly string[]): string[] {
  const names = stacks.get(modulesStackName(solution))?.parameters.CoreModules;
  if (names !== undefined) return names.split(',').filter(Boolean);
  return moduleStacks(solution, stacks.values()).filter(name => !installed.includes(name));
}

/** Modules, core or not, that have a stack of resources: by tag and by name. */
export function moduleStacks(solution: string, stacks: Iterable<DeployedStack>): string[] {
  const own = [coreStackName(solution), modulesStackName(solution)];
  const named = [...stacks].filter(({ name, tags }) => name === moduleStackName(solution, tags[TAGS.module]) && !own.includes(name));
  return named.filter(({ tags }) => tags[TAGS.solution] === solution).map(({ tags }) => tags[TAGS.module]).sort();
}

/** Solutions whose core is deployed in the account and region. */
export const solutionsOf = (stacks: Iterable<DeployedStack>) =>
  [...stacks].flatMap(stack => solutionOfCore(stack) ?? []).sort();

function missing(solution: string, stacks: ReadonlyMap<string, DeployedStack>): string {
  const core = stacks.get(coreStackName(solution));
  if (core && solutionOfCore(core) === solution && /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(core.status)) {
    return `the solution "${solution}" has no pipelines, it is a one-time installation: deploy its core with CoreInSync to keep it in sync, or delete it with \`cv-insync destroy\``;
  }
  const others = solutionsOf(stacks.values()).filter(name => name !== solution);
  const advice = others.length ? `deployed here: ${others.join(', ')}; choose one with --solution` : 'deploy its core first, or choose another region or account (--region, --profile)';
  return `there is no solution "${solution}" in this account and region: ${advice}`;
}
