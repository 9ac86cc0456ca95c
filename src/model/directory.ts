import { connectionReason, foreignConnection, type CoreConnection } from './connection';
import { type Entry, type Permissions, SELF_ALLOWANCE } from './entry';
import { byText, canonicalJson } from './json';
import { missingPermissionsText } from './missing-permissions';
import { ARTIFACT_PREFIX_LENGTH } from './names';
import { type Owner, OWNERS, strongestFirst } from './owner';
import { isRemoval, parseEntry } from './parse';
import { formatProblem } from './problem';
import { type DeliveredSource, registrationProblem } from './registration';

/** An entry as it is stored: text that is not validated yet. */
export interface DirectoryRecord {
  readonly owner: Owner;
  readonly name: string;
  readonly value: string;
}

/** Entries that the core's code lists. */
export const coreRecords = (entries: readonly Entry[]): DirectoryRecord[] =>
  entries.map(entry => ({ owner: 'core', name: entry.name, value: canonicalJson(entry) }));

/** All records except an owner's record of a module. */
export const withoutRecord = (records: readonly DirectoryRecord[], owner: Owner, name: string) =>
  records.filter(record => record.owner !== owner || record.name !== name);

/** A module whose entry cannot be applied. If the module is installed, it stays unchanged. */
export interface HeldBack {
  readonly module: string;
  readonly reason: string;
}

/** The validated directory. All lists are sorted by module. */
export interface Directory {
  readonly wanted: readonly Entry[];
  readonly heldBack: readonly HeldBack[];
  /** Entries that another owner's entry overrides, permissions that wait for approval or that an entry lacks. Reported, never fatal. */
  readonly notices: readonly HeldBack[];
}

export interface DirectoryContext {
  readonly solution: string;
  /** Names of the core modules, which entries cannot use. */
  readonly core: readonly string[];
  /** Names of the other solutions in the same account and region. */
  readonly neighbours?: readonly string[];
  /** Modules that have a delivery, in any state. A new module whose name overlaps theirs does not displace them. */
  readonly installed?: readonly string[];
  /** Names of which the account has a stack that the solution did not make. A module does not take one silently. */
  readonly foreign?: readonly string[];
  /** The core's connection, which modules without a connection of their own use. */
  readonly connection?: CoreConnection;
  /** What the deliveries of modules read. A module's own entry cannot change it. */
  readonly delivered?: ReadonlyMap<string, DeliveredSource>;
  /** What deployed modules declare that they need. */
  readonly declared?: ReadonlyMap<string, Permissions>;
}

/** Determines the wanted modules from the entries of all owners. The order of the records does not matter. */
export function readDirectory(records: readonly DirectoryRecord[], context: DirectoryContext): Directory {
  const heldBack = new Map<string, string>();
  const notices: HeldBack[] = [];
  const candidates = new Map<string, { owner: Owner; entry: Entry }>();

  for (const [name, [winner, ...shadowed]] of byName(records)) {
    for (const { owner } of shadowed) {
      notices.push({ module: name, reason: `the entry of owner "${owner}" has no effect: the entry of owner "${winner.owner}" takes precedence` });
    }
    // No location: messages about entries that are held back already name the module.
    const { value: entry, problems } = parseEntry(winner.value, name, '');
    if (winner.owner === 'self' && entry && 'allows' in entry) heldBack.set(name, `allows: ${SELF_ALLOWANCE}`);
    else if (entry && !isRemoval(entry)) candidates.set(name, { owner: winner.owner, entry });
    else if (!entry) heldBack.set(name, problems.map(formatProblem).join('; '));
  }

  for (const [name, { owner, entry }] of [...candidates]) {
    const problem = owner === 'self' ? registrationProblem(entry, context.delivered?.get(name)) : undefined;
    if (!problem) continue;
    heldBack.set(name, problem);
    // What is delivered keeps its name; what is not does not keep others from theirs.
    if (!context.delivered?.has(name)) candidates.delete(name);
  }
  const names = [...candidates.keys()];
  const conflicts = [
    reservedNames(names, context), overlappingNames(candidates, context), foreignStacks(names, context), unusableConnections(candidates, context),
  ];
  for (const [name, reason] of conflicts.flat()) {
    if (!heldBack.has(name)) heldBack.set(name, reason);
  }

  for (const [module, { entry }] of candidates) {
    const reason = heldBack.has(module) ? undefined : foreignConnection(entry.source, context.connection);
    if (reason) notices.push({ module, reason });
  }
  const wanted = [...candidates.values()].filter(({ entry }) => !heldBack.has(entry.name)).map(({ owner, entry }) => {
    if (owner !== 'self' || !entry.permissions) {
      const missing = missingPermissionsText(context.declared?.get(entry.name) ?? [], entry.permissions ?? []);
      if (missing) notices.push({ module: entry.name, reason: missing });
      return entry;
    }
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

/** Names that are equal to a core module's, or that overlap those of a core module or of another solution. */
function reservedNames(names: readonly string[], { solution, core, neighbours = [] }: DirectoryContext): [string, string][] {
  return names.flatMap((name): [string, string][] => {
    const module = core.find(other => other === name || overlap(other, name));
    if (module) return [[name, `its name ${module === name ? 'is' : 'overlaps'} that of the core module "${module}"; choose another`]];
    const stack = `${solution}-${name}`;
    const neighbour = neighbours.find(other => other === stack || overlap(other, stack));
    return neighbour ? [[name, `"${stack}" overlaps the names of the solution "${neighbour}" in this account; choose another name`]] : [];
  });
}

/** Names of stacks that the solution did not make. An operator takes one over by giving it the solution's tags. */
const foreignStacks = (names: readonly string[], { solution, foreign = [] }: DirectoryContext): [string, string][] =>
  names.filter(name => foreign.includes(name)).map(name => [name, `the stack ${solution}-${name} exists already, and the solution did not make it; `
    + `take it over (cv-insync add ${name} --take-over, which shows what would change), or delete it, or choose another name`]);

/** Entries whose repository cannot be read with the core's connection, and that have none of their own. */
const unusableConnections = (candidates: ReadonlyMap<string, { entry: Entry }>, { connection }: DirectoryContext): [string, string][] =>
  [...candidates].flatMap(([name, { entry: { source } }]): [string, string][] => {
    const reason = connectionReason(source, connection);
    return reason ? [[name, reason]] : [];
  });

/**
 * Pairs of modules whose names do not separate their permissions: roles are limited to `<solution>-<module>-*`, artifacts to the first
 * characters of the pipeline's name. One of each pair is held back: the one that is not installed, else the one with the weaker owner,
 * else the one whose name is the prefix.
 */
function overlappingNames(candidates: ReadonlyMap<string, { owner: Owner }>, { installed = [] }: DirectoryContext): [string, string][] {
  const result: [string, string][] = [];
  const weakness = (name: string) => (installed.includes(name) ? 0 : OWNERS.length) + rank(candidates.get(name)!.owner);
  const weaker = (a: string, b: string) => (weakness(b) > weakness(a) ? b : a);
  const longNames = new Map<string, string>();
  for (const name of [...candidates.keys()].sort(byText)) {
    for (const prefix of prefixes(name).filter(other => candidates.has(other))) {
      const loser = weaker(prefix, name);
      result.push([loser, `"${prefix}-" is a prefix of "${name}", and roles are limited to names with the prefix of their module; rename one of them`]);
    }
    if (name.length < ARTIFACT_PREFIX_LENGTH) continue;
    const start = name.slice(0, ARTIFACT_PREFIX_LENGTH);
    const other = longNames.get(start);
    if (other) {
      const loser = weaker(name, other);
      result.push([loser, `"${name}" and "${other}" share their first ${ARTIFACT_PREFIX_LENGTH} characters, which are the prefix that their artifacts are stored under; rename one of them`]);
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
