import { join } from 'path';
import { readAssembly } from '../../assembly/read';
import { entryPath, registrationStackName } from '../../model/names';
import { isRemoval, parseEntry } from '../../model/parse';
import { stacksIn } from '../../rehearsal/deploy';
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
export function readRegistration(app: string, solution?: string): Registration {
  const assembly = readAssembly(app);
  const { modules } = assembly;
  if (modules.length !== 1) fail(`${app}: the app defines ${modules.length ? `the modules ${modules.map(({ name }) => name).join(', ')}` : 'no module'}, expected one InSyncModule`);
  const [module] = modules;
  if (solution && module.solution !== solution) {
    fail(`${app}: was synthesized for the solution "${module.solution}", expected "${solution}"; synthesize it again with INSYNC_SOLUTION=${solution}`);
  }
  const stack = stacksIn(app).find(({ stackName }) => stackName === registrationStackName(module.solution, module.name));
  if (!stack) return fail(`the module "${module.name}" cannot register itself: it does not say where its code lies; give it a source (in .projenrc.ts: repository), or let the core's code list it`);
  const template = assembly.read(stack.templateFile);
  const resources: any[] = Object.values(JSON.parse(template).Resources);
  const entry = resources.find(({ Properties }) => Properties?.Name === entryPath(module.solution, 'self', module.name))?.Properties.Value;
  const { value, problems } = parseEntry(String(entry), module.name);
  if (!value || isRemoval(value)) fail(...problems.map(({ where, message }) => `${join(app, stack.templateFile)}: ${where}: ${message}`));
  return { module: module.name, solution: module.solution, stackName: stack.stackName, template, tags: stack.tags, entry };
}
