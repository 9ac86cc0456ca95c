import { type Contract, CONTRACT_SCHEMA } from './contract';
import { type Allowance, ALLOWANCES, type Entry, ENTRY_SCHEMA, ENTRY_SIZE_LIMIT, type EntrySource, type Permissions, type PermittedStatement, type Removal, REPOSITORY_KINDS, type RepositoryKind, STATEMENTS_LIMIT } from './entry';
import { byText, isObject } from './json';
import { JsonReader } from './json-reader';
import { moduleNameProblem } from './name-problem';
import { NAME_PATTERN, OUTPUT_PATTERN } from './names';
import { quoteLine } from './printable';
import type { Problem } from './problem';
import { parseRequirement } from './requirement';

export interface Parsed<T> {
  /** Defined exactly if there are no problems. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

export const isRemoval = (entry: Entry | Removal): entry is Removal => 'removed' in entry;

/** Parses an entry of the directory. `name` is the last part of the parameter's path, which the entry has to repeat. */
export function parseEntry(text: string, name: string, where = name): Parsed<Entry | Removal> {
  const reader = new JsonReader(where);
  const json = parseJson(text, reader);
  const object = json === undefined ? undefined : reader.object(json);
  const size = Buffer.byteLength(text);
  if (size > ENTRY_SIZE_LIMIT) reader.report('', `${size} bytes`, `at most ${ENTRY_SIZE_LIMIT} bytes`);
  if (!object) return { problems: reader.problems };
  reader.printable(object);
  const value = readEntry(object, name, reader);
  return reader.problems.length ? { problems: reader.problems } : { value, problems: [] };
}

/** Parses the value of a module's contract parameter. */
export function parseContract(text: string, where: string): Parsed<Contract> {
  const reader = new JsonReader(where);
  const json = parseJson(text, reader);
  const object = json === undefined ? undefined : reader.object(json);
  if (!object) return { problems: reader.problems };
  reader.printable(object);
  schema(object, CONTRACT_SCHEMA, reader);
  const permissions = reader.optional(object.permissions, found => readPermissions(found, reader));
  const value = {
    schema: CONTRACT_SCHEMA,
    name: reader.text(object.name, 'name', NAME_PATTERN, 'the name of a module'),
    version: reader.text(object.version, 'version', /^\S{1,64}$/, 'a version'),
    produces: reader.texts(object.produces, 'produces', OUTPUT_PATTERN, 'the name of an output')?.sort(byText),
    consumes: reader.texts(object.consumes, 'consumes', /./, 'module/Output')?.sort(byText),
    ...permissions?.length && { permissions },
  };
  value.consumes?.forEach((item, index) => parseRequirement(item) ?? reader.report(`consumes[${index}]`, item, 'module/Output'));
  return reader.problems.length ? { problems: reader.problems } : { value: value as Contract, problems: [] };
}

/** Node.js quotes the text, in which an author may have put line breaks. */
const MESSAGE_LIMIT = 200;

function parseJson(text: string, reader: JsonReader): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    reader.report('', text, `JSON (${quoteLine((error as Error).message, MESSAGE_LIMIT)})`);
    return undefined;
  }
}

function schema(object: Record<string, unknown>, expected: number, reader: JsonReader) {
  if (object.schema !== expected) reader.report('schema', object.schema, `${expected}; a newer schema needs a newer version of cv-insync`);
}

function readEntry(object: Record<string, unknown>, name: string, reader: JsonReader): Entry | Removal {
  schema(object, ENTRY_SCHEMA, reader);
  if (object.name !== name) reader.report('name', object.name, `"${name}", as the entry is stored under that name`);
  const wrongName = moduleNameProblem(name);
  if (wrongName) reader.problem('name', `found "${name}", ${wrongName}`);
  if ('removed' in object) {
    reader.only(object, ['schema', 'name', 'removed', 'force']);
    if (object.removed !== true) reader.report('removed', object.removed, 'true, or that the member is absent');
    if ('force' in object && object.force !== true) reader.report('force', object.force, 'true, or that the member is absent');
    return { schema: ENTRY_SCHEMA, name, removed: true, ...'force' in object && { force: true } };
  }
  reader.only(object, ['schema', 'name', 'source', 'parameters', 'permissions', 'allows', 'approval']);
  const parameters = reader.optional(object.parameters, value => readParameters(value, reader));
  const permissions = reader.optional(object.permissions, value => readPermissions(value, reader));
  const allows = reader.optional(object.allows, value => readAllowances(value, reader));
  const approval = reader.optional(object.approval, value => reader.flag(value, 'approval'));
  return {
    schema: ENTRY_SCHEMA,
    name,
    source: readSource(object.source, reader) as EntrySource,
    ...parameters && Object.keys(parameters).length && { parameters },
    ...permissions?.length && { permissions },
    ...allows?.length && { allows },
    ...approval && { approval },
  };
}

function readSource(value: unknown, reader: JsonReader): EntrySource | undefined {
  const source = reader.object(value, 'source');
  if (!source) return undefined;
  const kind = REPOSITORY_KINDS.find(name => name === source.kind);
  if (kind) return readConnectionSource(kind, source, reader);
  switch (source.kind) {
    case 's3':
      reader.only(source, ['kind', 'bucket', 'key'], 'source');
      return {
        kind: 's3',
        bucket: reader.text(source.bucket, 'source.bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketExpected(source.bucket))!,
        key: reader.text(source.key, 'source.key', /^[^\0-\x1f*?$]{1,1024}$/, 'the key of a zip file, without *, ? and $')!,
      };
    default:
      return reader.report('source.kind', source.kind, `${REPOSITORY_KINDS.join(', ')} or s3`);
  }
}

/** People paste the URL of the object. */
function bucketExpected(found: unknown): string {
  const [, bucket, key] = typeof found === 'string' ? /^s3:\/\/([a-z0-9.-]+)\/?(.*)$/.exec(found) ?? [] : [];
  return bucket === undefined ? 'the name of a bucket' : `the name of the bucket alone: bucket "${bucket}"${key ? `, key "${key}"` : ''}`;
}

function readConnectionSource(kind: RepositoryKind, source: Record<string, unknown>, reader: JsonReader): EntrySource {
  reader.only(source, ['kind', 'repository', 'branch', 'folder', 'connectionArn'], 'source');
  // GitLab nests groups; the others have exactly an owner and a name.
  const repository = kind === 'gitlab' ? /^[\w.-]+(\/[\w.-]+)+$/ : /^[\w.-]+\/[\w.-]+$/;
  const folder = reader.optional(source.folder, found =>
    reader.text(found, 'source.folder', /^(?!\/)(?!(.*\/)?\.\.(\/|$))[\w.@/-]*[\w.@-]$/, 'a folder of the repository, like modules/dtc'));
  const connectionArn = reader.optional(source.connectionArn, found => reader.text(found, 'source.connectionArn',
    /^arn:[\w-]+:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/, 'the ARN of a connection'));
  return {
    kind,
    repository: reader.text(source.repository, 'source.repository', repository, 'owner/name')!,
    branch: reader.text(source.branch, 'source.branch', /^(?![-/])(?!.*(\.\.|\/\/|@\{))[^\s~^:?*[\\\0-\x1f]{1,255}$/, 'the name of a branch')!,
    ...folder && { folder },
    ...connectionArn && { connectionArn },
  };
}

function readParameters(value: unknown, reader: JsonReader): Record<string, string> | undefined {
  const object = reader.object(value, 'parameters');
  if (!object) return undefined;
  for (const [name, found] of Object.entries(object)) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(name)) reader.report(`parameters.${name}`, name, 'a name of letters and digits');
    if (typeof found !== 'string') reader.report(`parameters.${name}`, found, 'text');
  }
  return object as Record<string, string>;
}

/** Sorted, so that equal entries have equal deliveries. */
function readAllowances(value: unknown, reader: JsonReader): Allowance[] | undefined {
  const isKnown = (item: unknown): item is Allowance => ALLOWANCES.includes(item as Allowance);
  if (Array.isArray(value) && value.every(isKnown) && new Set(value).size === value.length) return [...value].sort(byText);
  return reader.report('allows', value, `a list of ${ALLOWANCES.join(' and ')}, each at most once`);
}

/** Reads permissions, as entries and `module.yaml` have them. */
export function readPermissions(value: unknown, reader: JsonReader): Permissions | undefined {
  const expected = `a list of at most ${STATEMENTS_LIMIT} statements, [{"actions": [...], "resources": [...]}]`;
  if (!Array.isArray(value)) return reader.report('permissions', value, isStatement(value) ? `${expected}: put it in brackets` : expected);
  if (value.length > STATEMENTS_LIMIT) {
    return reader.report('permissions', `${value.length} statements`, `at most ${STATEMENTS_LIMIT}; put actions on the same resources into one`);
  }
  const statements = value.map((item, index) => readStatement(item, `permissions[${index}]`, reader));
  if (!statements.every(statement => statement !== undefined)) return undefined;
  const size = statements.reduce((sum, statement) => sum + JSON.stringify(statement).length + ALLOW, 0);
  if (size > PERMISSIONS_LIMIT) {
    reader.report('permissions', `${size} characters`, `at most ${PERMISSIONS_LIMIT}, because they are part of a role's policy; use patterns, like arn:aws:s3:::data/*`);
  }
  return statements;
}

const isStatement = (value: unknown) => isObject(value) && ('actions' in value || 'resources' in value);

function readStatement(value: unknown, member: string, reader: JsonReader): PermittedStatement | undefined {
  const object = reader.object(value, member);
  if (!object) return undefined;
  reader.only(object, ['actions', 'resources'], member);
  const actions = reader.texts(object.actions, `${member}.actions`, /^[a-z0-9-]+:[A-Za-z]+\*?$/, 'an action like s3:GetObject');
  const resources = reader.texts(object.resources, `${member}.resources`, /^(\*|arn:[^,\s]+)$/,
    'an ARN, or * for actions that do not support resource-level permissions');
  for (const [name, list] of [['actions', actions], ['resources', resources]] as const) {
    if (list?.length === 0) reader.report(`${member}.${name}`, list, 'at least one');
  }
  return actions && resources && { actions, resources };
}

/** What a statement of a policy has besides its actions and resources, `"Effect":"Allow",`. */
const ALLOW = 17;

/** Maximum length of permissions, in characters. IAM limits a role's inline policies to 10,240, and what every module's deployment needs takes most of that. */
export const PERMISSIONS_LIMIT = 1_000;
