import { Token } from 'aws-cdk-lib';
import { coreStackProblems, entryProblems, solutionProblems } from './problems';
import { regionProblems } from './region-problems';
import { CoreConnection, foreignConnection } from '../model/connection';
import { coreRecords, readDirectory } from '../model/directory';
import { EntrySource } from '../model/entry';
import { NO_CONNECTION } from '../model/names';
import { Problem } from '../model/problem';
import { tagProblems } from '../model/tags';
import { CoreSettings } from '../pipelines/core';

/** The part of a core module that is validated. */
export interface CheckedModule {
  readonly moduleName: string;
  readonly solution: string;
  _registers(): boolean;
}

/** The part of the core's stack that is validated. */
interface CoreStack {
  readonly stackName: string;
  readonly region: string;
}

/** All problems of the input of a core. */
export function coreProblems({ stackName, region }: CoreStack, settings: CoreSettings, modules: readonly CheckedModule[]): Problem[] {
  const { solution, source, entries } = settings;
  return [
    ...solutionProblems(solution),
    ...coreStackProblems(solution, stackName),
    ...sourceProblems(source),
    ...regionProblems(region, settings),
    ...tagProblems(settings.tags ?? {}).map(message => ({ where: 'tags', message })),
    ...modules.filter(module => module.solution !== solution).map(module => ({
      where: `core module "${module.moduleName}"`,
      message: `belongs to the solution "${module.solution}", expected "${solution}"; give both the same, best by context cv-insync:solution`,
    })),
    ...modules.filter(module => module._registers()).map(module => ({
      where: `core module "${module.moduleName}"`,
      message: 'has a `source` with which it would register itself too; leave that out: the core pipeline deploys it',
    })),
    ...repeated(modules.map(module => module.moduleName)).map(name => ({ where: `core module "${name}"`, message: 'is listed twice; list it once' })),
    ...repeated(entries.map(({ name }) => name)).map(name => ({ where: `module "${name}"`, message: 'is listed twice; list it once' })),
    ...entryListProblems(settings),
  ];
}

/** Modules of the core's app that are in no list: the pipeline would synthesize them, but not deploy them. */
export function unlistedProblems(modules: readonly CheckedModule[], listed: readonly CheckedModule[]): Problem[] {
  return modules.filter(module => !listed.includes(module) && !module._registers()).map(({ moduleName }) => ({
    where: `module "${moduleName}"`,
    message: 'is defined in the app of the core, but no pipeline delivers it; add it to the core\'s list of core modules (`core`), or move it to an app of its own',
  }));
}

function sourceProblems(source: EntrySource): Problem[] {
  const wrong = entryProblems({ schema: 1, name: 'source', source }).map(({ where, message }) => ({ where: where.replace('module "source"', 'core'), message }));
  if (source.kind === 's3' || source.connectionArn) return wrong;
  return [...wrong, { where: 'source', message: 'found no connectionArn, expected the ARN of the connection that the repository is read through' }];
}

/** The rules of the directory. At run time, an entry that breaks them is held back; in code, it is an error. */
function entryListProblems({ solution, core, entries, source }: CoreSettings): Problem[] {
  const wrong = entries.flatMap(entryProblems);
  const readable = entries.filter(entry => !entryProblems(entry).length);
  const { heldBack } = readDirectory(coreRecords(readable), { solution, core: core.map(({ name }) => name), connection: { host: hostOf(source) } });
  return [...wrong, ...heldBack.map(({ module, reason }) => ({ where: `module "${module}"`, message: reason }))];
}

const hostOf = ({ kind }: EntrySource): CoreConnection['host'] => kind === 's3' ? NO_CONNECTION : kind;

/** Connections of another account than the core's, if that is known at synthesis. Whether they are shared with it is not. */
export const connectionWarnings = (account: string, { source, entries }: Pick<CoreSettings, 'source' | 'entries'>): Problem[] =>
  [{ where: 'the core', source }, ...entries.map(entry => ({ where: `module "${entry.name}"`, source: entry.source }))].flatMap(item => {
    const message = foreignConnection(item.source, { account: Token.isUnresolved(account) ? undefined : account });
    return message ? [{ where: item.where, message }] : [];
  });

const repeated = (names: readonly string[]) => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
