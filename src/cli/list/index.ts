import { listSolution, particulars, remarks, sourceOf, wantedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { viewSolution } from '../solution/view';
import { lines, show, table } from '../terminal/output';

/** `cv-insync list`: the modules of a solution, and who wants them. */
export async function listCommand({ json, ...options }: TargetOptions & { readonly json?: boolean }): Promise<void> {
  const solution = target(options);
  const modules = listSolution(await viewSolution(solution, operatorAccount()));
  show({ solution, modules }, () => lines(
    table(['module', 'wanted by', 'installed', 'source', 'with'], modules.map(module =>
      [module.name, wantedBy(module), module.installed ? 'yes' : 'no', sourceOf(module), particulars(module)])),
    ...remarks(modules),
  ), json);
}
