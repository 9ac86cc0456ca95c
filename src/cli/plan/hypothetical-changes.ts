import { join } from 'path';
import { CORE_MANIFEST, readCore } from '../../assembly/manifests';
import { coreRecords, type DirectoryRecord, readDirectory } from '../../model/directory';
import { canonicalJson } from '../../model/json';
import { claimsFor, effectiveEntry } from '../solution/claims';
import { mergeEntry } from '../solution/entry-change';
import { unknownModule } from '../solution/unknown-module';
import type { SolutionView } from '../solution/view';
import { fail, usageError } from '../terminal/failure';

/** Changes of the directory to plan with, which are not written. */
export interface HypotheticalChanges {
  /** `name=source`. */
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** A cloud assembly of the core's app, whose list of modules replaces the deployed one. */
  readonly app?: string;
}

/** The solution with the changes applied to its directory. */
export function withChanges(view: SolutionView, { add = [], remove = [], app }: HypotheticalChanges): SolutionView {
  let records = app === undefined ? [...view.records] : [...view.records.filter(({ owner }) => owner !== 'core'), ...listedIn(app, view.solution)];
  const unknown = remove.filter(name => !records.some(record => record.name === name));
  if (unknown.length) usageError(...unknown.map(name => `--remove: ${unknownModule(name, records.map(record => record.name))}`));
  records = [...records.filter(({ name }) => !remove.includes(name)), ...add.map(text => added(records, text))]
    .filter((record, index, all) => !all.slice(index + 1).some(later => later.name === record.name && later.owner === record.owner));
  return { ...view, records, directory: readDirectory(records, view.context) };
}

function added(records: readonly DirectoryRecord[], text: string): DirectoryRecord {
  const at = text.indexOf('=');
  if (at < 1) usageError(`--add: found "${text}", expected name=source`);
  const name = text.slice(0, at);
  const base = effectiveEntry(claimsFor(records, name));
  return { owner: 'operator', name, value: canonicalJson(mergeEntry(name, { source: text.slice(at + 1) }, base)) };
}

function listedIn(app: string, solution: string): DirectoryRecord[] {
  const file = join(app, CORE_MANIFEST);
  const core = readCore(app) ?? fail(`${file} is missing, expected the cloud assembly of the core's app; run cdk synth there first`);
  if (core.solution !== solution) fail(`${file} is for the solution "${core.solution}", expected "${solution}"; choose it with --solution`);
  return coreRecords(core.entries);
}
