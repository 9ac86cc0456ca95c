import * as fc from 'fast-check';
import type { EventDelivery } from './account/account';
import type { Version } from './authors';
import type { EntryOwner } from '../../src/model/owner';

/** A generated version: it refers to the modules that it consumes by numbers, since the number of modules is generated, too. */
export interface VersionDraft {
  readonly produces: Readonly<Record<string, string>>;
  readonly consumes: readonly { readonly of: number; readonly kind: 'earlier' | 'any' | 'core' | 'ghost'; readonly output: string }[];
  readonly derives: boolean;
  readonly conditional?: Version['conditional'];
  readonly fault?: 'build' | 'deploy';
}

/** What people and the environment do to a solution. Numbers of modules count modulo the number of modules. */
export type UserAction =
  | { readonly kind: 'add' | 'change'; readonly module: number; readonly owner: EntryOwner; readonly source: number; readonly level?: string; readonly fate: EventDelivery }
  | { readonly kind: 'remove'; readonly module: number; readonly fate: EventDelivery }
  /** Removes one of the existing modules, and adds it again after the removal was interrupted. */
  | { readonly kind: 'waver'; readonly module: number; readonly calls: number }
  /** Changes the parameter that decides whether one of the modules with a conditional output has it. */
  | { readonly kind: 'flip'; readonly module: number; readonly fate: EventDelivery }
  | { readonly kind: 'overrule'; readonly module: number; readonly fate: EventDelivery }
  | { readonly kind: 'spoil'; readonly module: number; readonly owner: EntryOwner; readonly text: string; readonly fate: EventDelivery }
  | { readonly kind: 'clear'; readonly first: number; readonly count: number }
  | { readonly kind: 'push'; readonly module: number; readonly source: number; readonly draft: VersionDraft; readonly fate: EventDelivery }
  | { readonly kind: 'mend'; readonly module: number; readonly source: number }
  | { readonly kind: 'push core'; readonly fleet: VersionDraft; readonly listed: readonly number[]; readonly fate: EventDelivery }
  | { readonly kind: 'approve' | 'day' | 'recover' }
  | { readonly kind: 'stop'; readonly of: 'core' | 'modules' | number }
  | { readonly kind: 'kill'; readonly calls: number };

const VALUES = ['v0', 'v1'];
const number = fc.nat({ max: 29 });
const fate = fc.oneof({ weight: 6, arbitrary: fc.constant<EventDelivery>('once') }, { weight: 1, arbitrary: fc.constantFrom<EventDelivery>('twice', 'lost') });
const owner = fc.constantFrom<EntryOwner>('self', 'operator');
const level = fc.option(fc.constantFrom('1', '2'), { nil: undefined });
const output = fc.constantFrom('A', 'B');

const outputs = fc.dictionary(output, fc.constantFrom(...VALUES), { maxKeys: 2 });
const consumption = fc.record({
  of: number,
  kind: fc.oneof({ weight: 12, arbitrary: fc.constant('earlier' as const) }, { weight: 4, arbitrary: fc.constant('core' as const) }, { weight: 1, arbitrary: fc.constantFrom('any' as const, 'ghost' as const) }),
  output: fc.oneof({ weight: 3, arbitrary: fc.constant('A') }, { weight: 1, arbitrary: output }),
});
const conditional = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ output: fc.constant('A'), level: fc.constantFrom('0', '0', '1') }) },
);
const fault = fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('build' as const, 'deploy' as const) });

export const versionDraft: fc.Arbitrary<VersionDraft> = fc.record({
  produces: fc.oneof({ weight: 3, arbitrary: fc.constantFrom({ A: 'v0' }, { A: 'v1' }) }, { weight: 1, arbitrary: outputs }),
  consumes: fc.array(consumption, { maxLength: 3 }),
  derives: fc.boolean(),
  conditional,
  fault,
});

/** Invalid entries, each for another reason. */
const SPOILT = ['not JSON', '{"schema":1,"name":"other","source":{"kind":"svn"}}', '{"schema":2}', '{}'];

export const userAction: fc.Arbitrary<UserAction> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'change' as const), module: number, owner, source: number, level, fate }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), module: number, fate }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('waver' as const), module: number, calls: fc.integer({ min: 5, max: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('flip' as const), module: number, fate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('overrule' as const), module: number, fate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('spoil' as const), module: number, owner, text: fc.constantFrom(...SPOILT), fate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), first: number, count: fc.nat({ max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('push' as const), module: number, source: fc.constant(0), draft: versionDraft, fate }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mend' as const), module: number, source: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('push core' as const), fleet: versionDraft, listed: fc.array(number, { maxLength: 3 }), fate }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('approve' as const, 'day' as const, 'recover' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), of: fc.oneof(fc.constantFrom('core' as const, 'modules' as const), number) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), calls: fc.nat({ max: 40 }) }) },
);
