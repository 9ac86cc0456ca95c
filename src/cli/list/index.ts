import { listSolution, settingsOf, remarks, sourceOf, listedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { viewSolution } from '../solution/view';
import { lines, show, table } from '../terminal/output';

/** `cv-insync list`: lists the modules of a solution, with the owners of their entries. */
export async function listCommand({ json, ...options }: TargetOptions & { readonly json?: boolean }): Promise<void> {
  const solution = target(options);
  const modules = listSolution(await viewSolution(solution, operatorAccount()));
  show({ solution, modules }, () => lines(
    table(['module', 'listed by', 'installed', 'source', 'settings'], modules.map(module =>
      [module.name, listedBy(module), module.installed ? 'yes' : 'no', sourceOf(module), settingsOf(module)])),
    ...remarks(modules),
  ), json);
}
