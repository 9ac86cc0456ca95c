import { ENVIRONMENT } from '../../model/environment';
import { entryPath } from '../../model/names';

/** The modules that were chosen when the core was launched from a template; undefined if it was not. */
export function chosenModules(solution: string, environment: NodeJS.ProcessEnv = process.env): string[] | undefined {
  if (!environment[ENVIRONMENT.launched]) return undefined;
  const prefix = entryPath(solution, 'core', '');
  const words = (environment[ENVIRONMENT.entriesDigest] ?? '').split(' ');
  return words.filter(word => word.startsWith(prefix)).map(path => path.slice(prefix.length));
}
