import { readAssembly } from '../../assembly/cloud-assembly';
import { readRegistration } from '../../assembly/registration';
import { fail } from '../terminal/failure';

/** The stack with which a module registers itself, as its app synthesized it. */
export interface Registration {
  readonly module: string;
  readonly solution: string;
  readonly stackName: string;
  readonly template: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The value of the entry's parameter. */
  readonly entry: string;
}

/** Finds the registration among the stacks of an app; `solution` is the one that was asked for. */
export function findRegistration(app: string, solution?: string): Registration {
  const assembly = readAssembly(app);
  const { modules } = assembly;
  if (modules.length !== 1) fail(`${app}: the app defines ${modules.length ? `the modules ${modules.map(({ name }) => name).join(', ')}` : 'no module'}, expected one InSyncModule`);
  const [module] = modules;
  if (solution && module.solution !== solution) {
    fail(`${app}: was synthesized for the solution "${module.solution}", expected "${solution}"; synthesize it again with INSYNC_SOLUTION=${solution}`);
  }
  const registration = readRegistration(assembly, module);
  if (!registration) return fail(`the module "${module.name}" cannot register itself: it does not say where its code lies; give it a source (in .projenrc.ts: repository), or let the core's code list it`);
  const { stack: { stackName, tags }, template, value } = registration;
  return { module: module.name, solution: module.solution, stackName, template, tags, entry: value };
}
