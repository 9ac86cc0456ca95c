import { readAssembly } from '../../assembly/cloud-assembly';
import { readRegistration } from '../../assembly/registration';
import { fail } from '../terminal/failure';

/** The synthesized stack that registers a module. */
export interface Registration {
  readonly module: string;
  readonly solution: string;
  readonly stackName: string;
  readonly template: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The value of the entry's parameter. */
  readonly entry: string;
}

/** Finds the registration in the app of a module. Fails if the app is for another solution than the one that is given. */
export function findRegistration(app: string, solution?: string): Registration {
  const assembly = readAssembly(app);
  const { modules } = assembly;
  if (modules.length !== 1) fail(`${app}: the app defines ${modules.length ? `the modules ${modules.map(({ name }) => name).join(', ')}` : 'no module'}, expected one InSyncModule`);
  const [module] = modules;
  if (solution && module.solution !== solution) {
    fail(`${app}: was synthesized for the solution "${module.solution}", expected "${solution}"; synthesize it again with INSYNC_SOLUTION=${solution}`);
  }
  const registration = readRegistration(assembly, module);
  if (!registration) return fail(`the module "${module.name}" cannot register itself: it has no source; set one (in .projenrc.ts: repository), or list it in the core's code`);
  const { stack: { stackName, tags }, template, value } = registration;
  return { module: module.name, solution: module.solution, stackName, template, tags, entry: value };
}
