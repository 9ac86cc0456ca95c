import { parseSource, SOURCE_SYNTAX } from './source-text';
import { type Entry, ENTRY_SCHEMA, type EntrySource } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { isRemoval, parseEntry } from '../../model/parse';
import { parsePermission, PERMISSION_SYNTAX } from '../../model/permissions-text';
import { formatProblem } from '../../model/problem';
import { usageError } from '../terminal/failure';

/** What the command line changes in the entry of a module. */
export interface EntryChange {
  readonly source?: string;
  readonly connection?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly unset?: readonly string[];
  readonly approval?: boolean;
  /** All statements of its permissions, as on the command line. */
  readonly permission?: readonly string[];
  /** All that its template may have in addition. */
  readonly allows?: readonly string[];
}

export const isEmptyChange = ({ source, connection, parameters = {}, unset = [], approval, permission, allows }: EntryChange) =>
  [source, connection, approval, permission, allows].every(value => value === undefined) && !Object.keys(parameters).length && !unset.length;

/** Applies a change to the existing entry, if there is one. Fails with all problems at once. */
export function mergeEntry(name: string, change: EntryChange, base?: Entry): Entry {
  const problems: string[] = [];
  const given = change.source === undefined ? undefined : parseSource(change.source);
  if (change.source !== undefined && !given) problems.push(`${name}: --source: found "${change.source}", expected ${SOURCE_SYNTAX}`);
  if (change.source === undefined && !base) problems.push(`${name}: --source is missing, and this module is not listed yet; expected ${SOURCE_SYNTAX}`);

  const source = given || base ? connected(given ?? base!.source, change.connection, base?.source) : undefined;
  if (change.connection !== undefined && source?.kind === 's3') problems.push(`${name}: --connection: a source in a bucket is read without one; leave it out`);
  for (const parameter of change.unset ?? []) {
    if (base?.parameters?.[parameter] === undefined) problems.push(`${name}: --unset-parameter: ${parameter} has no value, expected one of ${Object.keys(base?.parameters ?? {}).join(', ') || 'none'}`);
  }
  const parameters = { ...base?.parameters, ...change.parameters };
  for (const parameter of change.unset ?? []) delete parameters[parameter];
  const approval = change.approval ?? base?.approval;
  const permissions = change.permission?.map(text => parsePermission(text) ?? text) ?? base?.permissions;
  const allows = change.allows ?? base?.allows;
  for (const text of change.permission ?? []) {
    if (!parsePermission(text)) problems.push(`${name}: --permission: found "${text}", expected ${PERMISSION_SYNTAX}`);
  }
  const { value, problems: found } = parseEntry(canonicalJson({
    schema: ENTRY_SCHEMA,
    name,
    source: source ?? { kind: 's3', bucket: 'none', key: 'none' },
    parameters,
    ...permissions && { permissions },
    ...allows?.length && { allows },
    ...approval && { approval },
  }), name);
  problems.push(...found.map(formatProblem));
  return problems.length || !value || isRemoval(value) ? usageError(...problems) : value;
}

/** The connection is kept unless the module moves to another host. */
function connected(source: EntrySource, connectionArn: string | undefined, before: EntrySource | undefined): EntrySource {
  if (source.kind === 's3') return source;
  const kept = before?.kind === source.kind ? before.connectionArn : undefined;
  const arn = connectionArn ?? source.connectionArn ?? kept;
  return { ...source, ...arn !== undefined && { connectionArn: arn } };
}
