import type { Assembly } from '../../assembly/cloud-assembly';
import { orderModules } from '../../model/graph';
import type { AssembledModule } from '../../model/manifest';
import { coreStackName } from '../../model/names';
import { providersOf } from '../../model/requirement';
import { fail } from '../terminal/failure';

/** The core modules of an app, in the order in which they are deployed. In an app without `CoreInSync`, all modules of the solution are core modules. */
export function coreModules({ core, modules }: Assembly, solution: string): AssembledModule[] {
  if (core && core.solution !== solution) {
    fail(`the app defines the core of the solution "${core.solution}", expected "${solution}", which this pipeline belongs to; set the same solution in the app`);
  }
  if (core && core.stackName !== coreStackName(solution)) {
    fail(`CoreInSync is in the stack "${core.stackName}", expected "${coreStackName(solution)}"; give that stack this stackName`);
  }
  const own = modules.filter(module => module.solution === solution);
  if (!core && !own.length) fail(`the app defines no module of the solution "${solution}", expected its core modules (InSyncModule); is this the core's repository?`);
  const names = core?.core ?? orderModules(new Map(own.map(({ name, contract }) => [name, providersOf(contract.consumes)]))).order;
  return names.map(name => own.find(module => module.name === name)
    ?? fail(`the core module "${name}" is not in the app's cloud assembly, expected one InSyncModule with this name; synthesize core and modules in one app`));
}
