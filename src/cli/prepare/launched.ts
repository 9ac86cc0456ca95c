import { CHOSEN, ENVIRONMENT, NO_MODULES, NOT_CHOSEN } from '../../model/environment';

/** The modules that were chosen when the core was launched from a template; undefined if it was not. */
export function chosenModules(environment: NodeJS.ProcessEnv = process.env): string[] | undefined {
  const launched = environment[ENVIRONMENT.launched];
  if (!launched) return undefined;
  const [, marks = ''] = (environment[ENVIRONMENT.entriesDigest] ?? '').split(' ');
  const chosen = marks.match(new RegExp(`${CHOSEN}|${NOT_CHOSEN}`, 'g')) ?? [];
  return launched.split(' ').filter((name, index) => name !== NO_MODULES && chosen[index] === CHOSEN);
}
