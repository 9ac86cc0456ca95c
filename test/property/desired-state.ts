import { PARAMETER, type Version } from './authors';
import { placeOf, type Solution } from './solution';
import type { Entry } from '../../src/model/entry';
import { canonicalJson } from '../../src/model/json';
import { deliveryStackName, entryPath, listPath, pipelineName } from '../../src/model/names';
import { OWNERS } from '../../src/model/owner';
import { requirementPath, type RequirementText } from '../../src/model/requirement';

/** The desired state of a module, derived from its entries without the code under test. */
export type DesiredState =
  | { readonly kind: 'wanted'; readonly entry: Entry }
  | { readonly kind: 'unreadable' | 'gone' };

/**
 * The strongest owner's entry takes effect. A module with an unreadable entry is neither listed nor removed, and so is one whose own entry
 * names a bucket, or another repository than the one that it is delivered from.
 */
export function desiredState({ name: solution, account }: Solution, module: string): DesiredState {
  const texts = OWNERS.map(owner => owner === 'core' ? listedEntry(solution, account, module) : account.store.values.get(entryPath(solution, owner, module)));
  const strongest = texts.findIndex(found => found !== undefined);
  const text = texts[strongest];
  if (text === undefined) return { kind: 'gone' };
  if (!text.startsWith('{')) return { kind: 'unreadable' };
  const entry = JSON.parse(text);
  if (entry.removed) return { kind: 'gone' };
  const delivery = account.stacks.stacks.get(deliveryStackName(solution, module))?.parameters;
  const isMoved = delivery !== undefined && delivery.Repository !== entry.source?.repository;
  if (OWNERS[strongest] === 'self' && (isMoved || entry.source?.kind === 's3')) return { kind: 'unreadable' };
  return entry.source?.kind === 'github' || entry.source?.kind === 's3' ? { kind: 'wanted', entry } : { kind: 'unreadable' };
}

/** The entry in the list of the core's code. The list is so short that its head has all lines. */
function listedEntry(solution: string, { store }: Solution['account'], module: string): string | undefined {
  const line = (store.values.get(listPath(solution, 'head')) ?? '').split('\n').find(text => text.startsWith(`${module} {`));
  return line && JSON.stringify({ name: module, ...JSON.parse(line.slice(module.length + 1)) });
}

/** The newest version that the module's author pushed. */
export const latestVersionOf = ({ repositories }: Solution, { source }: Entry) => repositories.get(placeOf(source)) as Version;

export const levelOf = ({ parameters }: Entry) => parameters?.[PARAMETER] ?? '0';

/** The current values of those outputs that exist, by `module/Output`. */
export function valuesOf({ name: solution, account }: Solution, items: readonly RequirementText[]): Map<string, string> {
  const found = items.map(item => [item, account.store.values.get(requirementPath(solution, item))] as const);
  return new Map(found.filter((pair): pair is readonly [RequirementText, string] => pair[1] !== undefined));
}

export const sameText = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);

/** Modules that have a delivery. */
export function deliveredModules({ name: solution, account }: Solution): string[] {
  const prefix = deliveryStackName(solution, '');
  return [...account.stacks.stacks.keys()].filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length)).sort();
}

export const newestOf = ({ name: solution, account }: Solution, of: string) =>
  account.pipelines.all.get(pipelineName(solution, of))?.executions.at(-1);

/** Modules that the newest execution of the module-definition pipeline held back. */
export const heldBack = (solution: Solution): string[] =>
  JSON.parse(newestOf(solution, 'modules')?.actions.Apply?.variables?.INSYNC_HELD_BACK ?? '[]').map(({ module }: { module: string }) => module);
