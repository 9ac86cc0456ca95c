import { foreignConnection } from '../../model/connection';
import { type DirectoryRecord, readDirectory, withoutRecord } from '../../model/directory';
import type { Entry } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { missingPermissionsText } from '../../model/missing-permissions';
import { entryPath } from '../../model/names';
import { formatPermission } from '../../model/permissions-text';
import { registrationProblem } from '../../model/registration';
import { type Claim, claimsFor, effectiveEntry } from '../solution/claims';
import { mergeEntry, isEmptyChange, type EntryChange } from '../solution/entry-change';
import type { OperatorAccount } from '../solution/operator-account';
import { type SolutionView, viewSolution } from '../solution/view';
import { Failure } from '../terminal/failure';

export interface Added {
  /** What happened to the operator's entry. */
  readonly change: 'written' | 'deleted' | 'none';
  readonly entry: Entry;
  /** Whether the module has a delivery already. */
  readonly installed: boolean;
  /** Remarks for the operator. */
  readonly notes: readonly string[];
}

/** Writes the operator's entry for a module, unless the effective entry is the same already. */
export async function add(
  solution: string, name: string, change: EntryChange, account: OperatorAccount, takeOver?: () => Promise<void>,
): Promise<Added> {
  const found = await viewSolution(solution, account);
  const { foreign = [] } = found.context;
  const isTaken = takeOver !== undefined && foreign.includes(name);
  const view = isTaken ? { ...found, context: { ...found.context, foreign: foreign.filter(other => other !== name) } } : found;
  const { records, context, installed } = view;
  const claims = claimsFor(records, name);
  const [strongest] = claims;
  const refused = strongest?.owner === 'self' && strongest.entry ? registrationProblem(strongest.entry, context.delivered?.get(name)) : undefined;
  // An operator may accept such a source, but has to name it.
  if (refused && change.source === undefined) throw new Failure([`${name}: ${refused}`]);
  const base = effectiveEntry(claims);
  const entry = mergeEntry(name, change, base);
  const written = { owner: 'operator' as const, name, value: canonicalJson(entry) };
  const outcome = { entry, installed: installed.includes(name) };
  const path = entryPath(solution, 'operator', name);

  // Another owner has an entry, which takes effect again once the operator's removal is deleted.
  if (strongest?.removed && isEmptyChange(change) && base) {
    check(view, name, withoutRecord(records, 'operator', name));
    await account.store.remove([path]);
    return { ...outcome, change: 'deleted', notes: [] };
  }
  // Writing the same entry starts the core's pipeline, which held the module back.
  const isSame = strongest && !strongest.removed && !refused && base && canonicalJson(base) === written.value;
  if (isSame && !isTaken) return { ...outcome, change: 'none', notes: [] };
  check(view, name, [...withoutRecord(records, 'operator', name), written]);
  if (isTaken) await takeOver!();
  await account.store.write(path, written.value);
  return { ...outcome, change: 'written', notes: notesOn(entry, claims, change.permission !== undefined, view) };
}

/** Fails if the new entry would be held back, or would cause another one to be. */
function check({ context, directory }: SolutionView, name: string, records: readonly DirectoryRecord[]) {
  const before = new Set(directory.heldBack.map(({ module }) => module));
  const problems = readDirectory(records, context).heldBack.filter(({ module }) => module === name || !before.has(module))
    .map(({ module, reason }) => module === name ? `${name}: ${reason}` : `${name}: ${module} would be held back: ${reason}`);
  if (problems.length) throw new Failure(problems);
}

function notesOn(entry: Entry, claims: readonly Claim[], permissionsChange: boolean, { context }: SolutionView): string[] {
  const others = claims.filter(({ owner, removed, entry: found }) => owner !== 'operator' && found && !removed);
  const requested = others.find(({ owner }) => owner === 'self')?.entry?.permissions;
  const foreign = foreignConnection(entry.source, context.connection);
  const missing = missingPermissionsText(context.declared?.get(entry.name) ?? [], entry.permissions ?? []);
  return [
    ...foreign ? [foreign] : [],
    ...others.map(({ owner }) => owner === 'core'
      ? `the core's code lists ${entry.name}, too; this entry takes precedence from now on`
      : `${entry.name} registered itself; this entry takes precedence from now on, so later changes of its registration have no effect`),
    ...entry.permissions ? [`its permissions${permissionsChange ? '' : ' are unchanged'}: ${entry.permissions.map(formatPermission).join('; ')}`] : [],
    ...missing ? [`${entry.name} ${missing}`] : [],
    ...entry.allows ? [`its template may also have: ${entry.allows.join(', ')}`] : [],
    ...requested && !entry.permissions ? [`it requests permissions that are not approved (cv-insync approve ${entry.name})`] : [],
  ];
}
