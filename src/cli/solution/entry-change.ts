import { parseSource, SOURCE_SYNTAX } from './source-text';
import { type Entry, ENTRY_SCHEMA, type EntrySource } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { isRemoval, parseEntry } from '../../model/parse';
import { formatProblem } from '../../model/problem';
import { usageError } from '../terminal/failure';

/** What is said about a module on the command line. */
export interface EntryChange {
  readonly source?: string;
  readonly connection?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly unset?: readonly string[];
  readonly approval?: boolean;
}

export const isEmptyChange = ({ source, connection, parameters = {}, unset = [], approval }: EntryChange) =>
  source === undefined && connection === undefined && approval === undefined && !Object.keys(parameters).length && !unset.length;

/** The entry that is wanted: what is there already, with what is said on the command line. Fails with all problems at once. */
export function mergeEntry(name: string, wanted: EntryChange, base?: Entry): Entry {
  const problems: string[] = [];
  const given = wanted.source === undefined ? undefined : parseSource(wanted.source);
  if (wanted.source !== undefined && !given) problems.push(`${name}: --source: found "${wanted.source}", expected ${SOURCE_SYNTAX}`);
  if (wanted.source === undefined && !base) problems.push(`${name}: --source is missing, as nobody lists this module yet; expected ${SOURCE_SYNTAX}`);

  const source = given || base ? connected(given ?? base!.source, wanted.connection, base?.source) : undefined;
  if (wanted.connection !== undefined && source?.kind === 's3') problems.push(`${name}: --connection: a source in a bucket is read without one; leave it out`);
  for (const parameter of wanted.unset ?? []) {
    if (base?.parameters?.[parameter] === undefined) problems.push(`${name}: --unset-parameter: there is no value for ${parameter}, only for ${Object.keys(base?.parameters ?? {}).join(', ') || 'none'}`);
  }
  const parameters = { ...base?.parameters, ...wanted.parameters };
  for (const parameter of wanted.unset ?? []) delete parameters[parameter];
  const approval = wanted.approval ?? base?.approval;
  const { value, problems: found } = parseEntry(canonicalJson({
    schema: ENTRY_SCHEMA,
    name,
    source: source ?? { kind: 's3', bucket: 'none', key: 'none' },
    parameters,
    ...base?.permissions && { permissions: base.permissions },
    ...approval && { approval },
  }), name);
  problems.push(...found.map(formatProblem));
  return problems.length || !value || isRemoval(value) ? usageError(...problems) : value;
}

/** A connection stays as long as the module stays with its host. */
function connected(source: EntrySource, connectionArn: string | undefined, before: EntrySource | undefined): EntrySource {
  if (source.kind === 's3') return source;
  const kept = before?.kind === source.kind ? before.connectionArn : undefined;
  const arn = connectionArn ?? source.connectionArn ?? kept;
  return { ...source, ...arn !== undefined && { connectionArn: arn } };
}
