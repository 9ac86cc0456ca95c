import { pendingChange } from './pending-change';
import type { Entry, Permissions, PermittedStatement } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { entryPath } from '../../model/names';
import { type DeliveredSource, registrationProblem } from '../../model/registration';
import { claimsFor } from '../solution/claims';
import type { OperatorAccount } from '../solution/operator-account';
import { formatSource } from '../solution/source-text';
import { unknownModule } from '../solution/unknown-module';
import { viewSolution } from '../solution/view';
import { fail } from '../terminal/failure';

/** The permissions that a self-registered module requests, compared with those that are approved. */
export interface PermissionRequest {
  readonly entry: Entry;
  readonly permissions: Permissions;
  /** The statements that contain what is not approved yet. */
  readonly added: Permissions;
  /** The operator's entry, where there is one. */
  readonly approved?: Entry;
  /** Other differences from the operator's entry, which an approval accepts, too. */
  readonly differences: readonly string[];
}

/** What can be approved; undefined if all of it is approved. */
export async function requestOf(solution: string, name: string, account: OperatorAccount): Promise<PermissionRequest | undefined> {
  const { records, context } = await viewSolution(solution, account);
  const claims = claimsFor(records, name);
  const of = (owner: string) => claims.find(claim => claim.owner === owner);
  if (!claims.length) fail(unknownModule(name, records.map(record => record.name)));
  if (of('operator')?.removed) fail(`${name} is removed by an operator; cv-insync add ${name} reverts that`);
  const change = await pendingChange(solution, name, account);
  if (of('core') && !of('operator')) fail(change ?? `${name} is listed in the core's code, which gives it its permissions: there is nothing to approve`);
  const self = of('self');
  if (!self) fail(change ?? `${name} did not register itself, so it requests no permissions`);
  const entry = self!.entry ?? fail(`the entry that ${name} registered cannot be read: ${entryPath(solution, 'self', name)}; its author has to correct it`);
  const approved = of('operator')?.entry;
  const sourceAndPermissions = ({ source, permissions }: Entry) => canonicalJson({ source, permissions });
  if (!entry.permissions || approved && sourceAndPermissions(approved) === sourceAndPermissions(entry)) {
    return change === undefined ? undefined : fail(change);
  }
  const isApproved = ({ actions, resources }: PermittedStatement) => actions.every(action => resources.every(resource =>
    approved?.permissions?.some(statement => statement.actions.includes(action) && statement.resources.includes(resource))));
  return {
    entry,
    permissions: entry.permissions,
    added: entry.permissions.filter(statement => !isApproved(statement)),
    approved,
    differences: approved ? differencesOf(approved, entry) : refusal(entry, context.delivered?.get(name)),
  };
}

/**
 * Writes the module's current entry as the operator's. It takes precedence over what the author registers later, so the author alone
 * can change neither the permissions nor the repository that they were approved for.
 */
export async function approve(solution: string, { entry, approved }: PermissionRequest, { store }: Pick<OperatorAccount, 'store'>): Promise<void> {
  const parameters = { ...entry.parameters, ...approved?.parameters };
  const approval = approved?.approval ?? entry.approval;
  await store.write(entryPath(solution, 'operator', entry.name), canonicalJson({
    ...entry, ...Object.keys(parameters).length && { parameters }, allows: approved?.allows, ...approval !== undefined && { approval },
  }));
}

function refusal(entry: Entry, delivered?: DeliveredSource): string[] {
  const problem = registrationProblem(entry, delivered);
  return problem ? [`its entry is held back, and the approval accepts it: ${problem}`] : [];
}

function differencesOf(approved: Entry, entry: Entry): string[] {
  const [before, after] = [approved, entry].map(({ source }) => formatSource(source));
  return before === after ? [] : [`its source: ${before} becomes ${after}`];
}
