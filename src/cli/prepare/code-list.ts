import type { Entry } from '../../model/entry';
import { CHOSEN, ENVIRONMENT } from '../../model/environment';
import type { AssembledCore } from '../../model/manifest';
import { coreStackName, launchedModulesPath } from '../../model/names';
import type { ParameterLister } from '../../registry/parameter-store';
import { attempt } from '../aws/attempt';
import { fail } from '../terminal/failure';

/** The modules that the core's code lists, or that were chosen when the core was launched from a template. */
export interface CodeList {
  readonly entries: readonly Entry[];
  /** Whether the core's stack lets Prepare store the list in the directory: one that an older version deployed does not. */
  readonly isStored: boolean;
}

/** What an older version set, with which the core's stack contained the list. */
const OLDER = ['INSYNC_ENTRIES_DIGEST', 'INSYNC_LAUNCHED'] as const;

/**
 * The list that counts: of a launched core the choices, else that of the app in the core's repository. Fails if the stack's code lists modules and
 * that app does not define the stack: an unknown list is not an empty one.
 */
export async function codeList(
  core: AssembledCore | undefined, solution: string, store: ParameterLister, environment: NodeJS.ProcessEnv = process.env,
): Promise<CodeList> {
  const stack = coreStackName(solution);
  const choices = environment[ENVIRONMENT.choices];
  if (choices) return { entries: await chosenEntries(solution, choices, store), isStored: true };
  const isOlder = OLDER.some(name => environment[name]);
  if (isOlder && (!core || environment.INSYNC_LAUNCHED)) {
    return fail(`the stack ${stack} was deployed by an older version of cv-insync, expected the version of the core's repository; deploy it again with that version, or update it with the current launch template`);
  }
  // The stack's update follows in this execution, and restarts the pipeline.
  if (core) return { entries: core.entries, isStored: !isOlder };
  if (environment[ENVIRONMENT.listsModules]) {
    return fail(`the code of the stack ${stack} lists modules, but the app in the core's repository does not define that stack (no CoreInSync), so the list cannot be read; define CoreInSync in that app, or leave its modules empty and add them with \`cv-insync add\``);
  }
  return { entries: [], isStored: true };
}

/** Of the modules to choose from, which the launched stack stores in parameters with a line each, those that were chosen. */
async function chosenEntries(solution: string, choices: string, store: ParameterLister): Promise<Entry[]> {
  const path = launchedModulesPath(solution);
  const parts = [...await attempt(`reading ${path}`, () => store.list(path))].sort((a, b) => partOf(a.name) - partOf(b.name));
  const lines = parts.flatMap(({ value }) => value.split('\n'));
  const [, ...marks] = choices.split(' ').filter(Boolean);
  if (lines.length !== marks.length) {
    return fail(`${path}: found ${lines.length} modules to choose from, expected ${marks.length}, as the core pipeline says (${ENVIRONMENT.choices}); update the stack ${coreStackName(solution)} with its template`);
  }
  return lines.filter((_, index) => marks[index] === CHOSEN).map(line => JSON.parse(line));
}

const partOf = (path: string) => Number(path.split('/').at(-1));
