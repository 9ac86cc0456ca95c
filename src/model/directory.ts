import type { Entry } from './entry';
import { byText, canonicalJson } from './json';
import { ARTIFACT_PREFIX_LENGTH } from './names';
import { type Owner, OWNERS, strongestFirst } from './owner';
import { isRemoval, parseEntry } from './parse';
import { formatProblem } from './problem';

/** An entry as it is stored: text that nobody has checked yet. */
export interface DirectoryRecord {
  readonly owner: Owner;
  readonly name: string;
  readonly value: string;
}

/** Entries that the core's code lists, as the core stack stores them. */
export const coreRecords = (entries: readonly Entry[]): DirectoryRecord[] =>
  entries.map(entry => ({ owner: 'core', name: entry.name, value: canonicalJson(entry) }));

/** All records but the one of an owner about a module. */
export const withoutRecord = (records: readonly DirectoryRecord[], owner: Owner, name: string) =>
  records.filter(record => record.owner !== owner || record.name !== name);

/** A module whose entry cannot be followed. If it is installed, it stays as it is. */
export interface HeldBack {
  readonly module: string;
  readonly reason: string;
}

/** What the directory says, after all checks. All lists are sorted by module. */
export interface Directory {
  readonly wanted: readonly Entry[];
  readonly heldBack: readonly HeldBack[];
  /** Entries that another owner's entry overrules, and permissions that wait for an approval: reported, never fatal. */
  readonly notices: readonly HeldBack[];
}

export interface DirectoryContext {
  readonly solution: string;
  /** Names of the core modules, which no entry can have. */
  readonly core: readonly string[];
  /** Names of the other solutions in the same account and region. */
  readonly neighbours?: readonly string[];
  /** Modules that have a delivery, in whatever state: no newcomer's name pushes them out. */
  readonly installed?: readonly string[];
  /**
   * Whether the core has a connection, which modules read their repositories through that bring none of their own.
   *
   * @default true
   */
  readonly connection?: boolean;
}

/** Decides what is wanted from all entries of all owners. The order of the records makes no difference. */
export function readDirectory(records: readonly DirectoryRecord[], context: DirectoryContext): Directory {
  const heldBack = new Map<string, string>();
  const notices: HeldBack[] = [];
  const candidates = new Map<string, { owner: Owner; entry: Entry }>();

  for (const [name, [winner, ...shadowed]] of byName(records)) {
    for (const { owner } of shadowed) {
      notices.push({ module: name, reason: `the entry of owner "${owner}" has no effect: the entry of owner "${winner.owner}" overrules it` });
    }
    // Messages about what is held back name the module themselves.
    const { value: entry, problems } = parseEntry(winner.value, name, '');
    if (entry && !isRemoval(entry)) candidates.set(name, { owner: winner.owner, entry });
    else if (!entry) heldBack.set(name, problems.map(formatProblem).join('; '));
  }

  for (const [name, reason] of [...taken([...candidates.keys()], context), ...overlaps(candidates, context), ...unconnected(candidates, context)]) {
    if (!heldBack.has(name)) heldBack.set(name, reason);
  }

  const wanted = [...candidates.values()].filter(({ entry }) => !heldBack.has(entry.name)).map(({ owner, entry }) => {
    if (owner !== 'self' || !entry.permissions) return entry;
    notices.push({ module: entry.name, reason: 'its permissions wait for `cv-insync approve`; until then it is delivered without them' });
    const { permissions: _, ...rest } = entry;
    return rest;
  });
  return {
    wanted: wanted.sort((a, b) => byText(a.name, b.name)),
    heldBack: [...heldBack].map(([module, reason]) => ({ module, reason })).sort((a, b) => byText(a.module, b.module)),
    notices: notices.sort((a, b) => byText(a.module, b.module) || byText(a.reason, b.reason)),
  };
}

/** The records of each name, the strongest owner first. */
function byName(records: readonly DirectoryRecord[]): Map<string, DirectoryRecord[]> {
  const names = new Map<string, DirectoryRecord[]>();
  for (const record of strongestFirst(records)) {
    names.set(record.name, [...names.get(record.name) ?? [], record]);
  }
  return names;
}

/** Names that would reach into the core's or another solution's, or that these would reach into. */
function taken(names: readonly string[], { solution, core, neighbours = [] }: DirectoryContext): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const module = core.find(other => other === name || overlap(other, name));
    if (module) return [[name, `its name ${module === name ? 'is' : 'overlaps'} that of the core module "${module}"; choose another`]];
    const stack = `${solution}-${name}`;
    const neighbour = neighbours.find(other => other === stack || overlap(other, stack));
    return neighbour ? [[name, `"${stack}" overlaps the names of the solution "${neighbour}" in this account; choose another name`]] : [];
  });
}

/** Repositories that nothing can be read through. */
function unconnected(candidates: ReadonlyMap<string, { entry: Entry }>, { connection = true }: DirectoryContext): [string, string][] {
  if (connection) return [];
  return [...candidates].flatMap(([name, { entry: { source } }]): [string, string][] => source.kind === 's3' || source.connectionArn ? [] : [[
    name, `source.connectionArn: missing, and the core has no connection that it could use; give the ARN of one that reaches ${source.repository}`,
  ]]);
}

/**
 * Pairs of modules that cannot be told apart by name: roles are limited by `<solution>-<module>-*`, artifacts by the first
 * characters of the pipeline's name. Whoever is not installed yet gives way; else the one with the weaker owner; among equals, the one
 * whose name is the prefix.
 */
function overlaps(candidates: ReadonlyMap<string, { owner: Owner }>, { installed = [] }: DirectoryContext): [string, string][] {
  const result: [string, string][] = [];
  const weakness = (name: string) => (installed.includes(name) ? 0 : OWNERS.length) + rank(candidates.get(name)!.owner);
  const weaker = (a: string, b: string) => (weakness(b) > weakness(a) ? b : a);
  const longNames = new Map<string, string>();
  for (const name of [...candidates.keys()].sort(byText)) {
    for (const prefix of prefixes(name).filter(other => candidates.has(other))) {
      const loser = weaker(prefix, name);
      result.push([loser, `"${prefix}-" is the beginning of "${name}", and names are what roles are limited by; rename one of them`]);
    }
    if (name.length < ARTIFACT_PREFIX_LENGTH) continue;
    const start = name.slice(0, ARTIFACT_PREFIX_LENGTH);
    const other = longNames.get(start);
    if (other) {
      const loser = weaker(name, other);
      result.push([loser, `"${name}" and "${other}" have the first ${ARTIFACT_PREFIX_LENGTH} characters in common, which their artifacts are stored under; rename one of them`]);
    } else {
      longNames.set(start, name);
    }
  }
  return result;
}

/** `driver` and `driver-safety` for `driver-safety-score`. */
function prefixes(name: string): string[] {
  const parts = name.split('-');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('-'));
}

const overlap = (a: string, b: string) => a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
const rank = (owner: Owner) => OWNERS.indexOf(owner);
