import { readRegistrations } from './registrations';
import { listSolution, settingsOf, remarks, sourceOf, listedBy } from '../solution/listed-modules';
import { operatorAccount } from '../solution/operator-account';
import { target, type TargetOptions } from '../solution/target';
import { viewSolution } from '../solution/view';
import { lines, show, table } from '../terminal/output';

/** `cv-insync list`: lists the modules of a solution, with the owners of their entries, and who registered those that registered themselves. */
export async function listCommand({ json, ...options }: TargetOptions & { readonly json?: boolean }): Promise<void> {
  const solution = target(options);
  const listed = listSolution(await viewSolution(solution, operatorAccount()));
  const registrations = await readRegistrations(solution, listed.filter(({ wantedBy }) => wantedBy === 'self').map(({ name }) => name));
  const modules = listed.map(module => ({ ...module, registered: registrations.get(module.name) }));
  show({ solution, modules }, () => lines(
    table(['module', 'listed by', 'installed', 'source', 'settings'], modules.map(module =>
      [module.name, listedBy(module), module.installed ? 'yes' : 'no', sourceOf(module), settingsOf(module)])),
    ...modules.flatMap(({ name, registered }) => registered ? [`${name} was registered by ${registered.by} on ${registered.since}`] : []),
    ...remarks(modules),
  ), json);
}
