import { ConnectionSource, Entry } from '../../model/entry';
import { byText } from '../../model/json';

/** Limits of CodePipeline. */
const PATTERNS = 8;
const PATTERN_LENGTH = 255;

export interface FilePaths {
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
}

/**
 * Which changes of its repository start the core pipeline: those in the core's folder, but not those in folders of modules that have their own
 * pipelines. A push that also changes other files starts it.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html
 */
export function coreFilePaths(source: ConnectionSource, entries: readonly Entry[]): FilePaths | undefined {
  const own = source.folder;
  const excludes = patternsOf(outermost(entries.flatMap(entry => moduleFolder(source, entry))
    .filter(folder => own === undefined ? true : folder.startsWith(`${own}/`))));
  if (own === undefined && !excludes.length) return undefined;
  return { ...own !== undefined && { includes: [`${own}/**`] }, ...excludes.length && { excludes } };
}

/** The folder of a module that lies in the same branch of the same repository. */
function moduleFolder({ kind, repository, branch }: ConnectionSource, { source }: Entry): string[] {
  if (source.kind !== kind || source.repository !== repository || source.branch !== branch) return [];
  return source.folder === undefined ? [] : [source.folder];
}

const outermost = (folders: readonly string[]) => [...new Set(folders)].sort(byText)
  .filter(folder => !folders.some(other => folder.startsWith(`${other}/`)));

/** One pattern for each folder; if these exceed the limit, one for each group of folders. Folders that fit in no group start the core, too. */
function patternsOf(folders: readonly string[]): string[] {
  if (folders.length <= PATTERNS) return folders.map(folder => `${folder}/**`);
  const groups: string[][] = [];
  for (const folder of folders) {
    const group = groups.find(others => patternOf([...others, folder]).length <= PATTERN_LENGTH);
    if (group) group.push(folder);
    else groups.push([folder]);
  }
  return groups.slice(0, PATTERNS).map(patternOf);
}

const patternOf = (folders: readonly string[]) => folders.length > 1 ? `{${folders.join(',')}}/**` : `${folders[0]}/**`;
