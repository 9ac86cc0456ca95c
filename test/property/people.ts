import type { EventDelivery } from './account/account';
import { stacksOf, storeOf } from './account/views';
import { outputsOf, type Version } from './authors';
import type { CoreVersion } from './core';
import { deliveredModules, desiredState, latestVersionOf, levelOf } from './desired-state';
import type { ExpectedStarts as Expected } from './invariants/starts';
import { placeOf, type Solution } from './solution';
import type { UserAction, VersionDraft } from './user-actions';
import { approveRemovals, heldRemovals } from '../../src/cli/approve/removal-approval';
import { unpacked } from '../../src/cli/bundle/stored-definitions';
import type { Entry, EntrySource } from '../../src/model/entry';
import { deliveryStackName, entryPath, modulesStackName, pipelineName } from '../../src/model/names';
import type { EntryOwner } from '../../src/model/owner';
import type { RequirementText } from '../../src/model/requirement';

const TIMES: Readonly<Record<EventDelivery, number>> = { once: 1, lost: 0, twice: 2 };
const NOTHING: Expected = { core: 0, pushed: new Map() };

/** Authors, operators and the maintainer of the core of one solution. */
export class People {
  readonly modules: readonly string[];
  private revision = 0;

  constructor(private readonly solution: Solution, private readonly drafts: readonly VersionDraft[], private readonly newlyHeldBack: Set<string>) {
    this.modules = drafts.map((_, index) => `m${index}`);
    this.modules.forEach((name, index) => [0, 1, 2].forEach(source =>
      solution.repositories.set(placeOf(this.sourceOf(name, source)), this.versionOf(index, drafts[index]))));
  }

  /** The first version of the core, which lists some of the modules. */
  found(listed: readonly number[]) {
    this.solution.deployCore(this.coreOf({ produces: { A: 'v0', B: 'v0' }, consumes: [], derives: false }, listed));
  }

  /** Performs an action; returns the pipelines that have to start for it, or undefined if that is unknown. */
  async do(deed: UserAction): Promise<Expected | undefined> {
    const { solution } = this;
    switch (deed.kind) {
      case 'add':
        return this.write(deed.owner, this.nameOf(deed.module), deed);
      case 'change': {
        const name = this.nameOf(deed.module);
        const owner = this.ownersOf(name)[0];
        return owner ? this.write(owner, name, deed) : NOTHING;
      }
      case 'remove':
        return this.remove([this.nameOf(deed.module)], deed.fate);
      case 'waver':
        await this.waver(deed.module, deed.calls);
        return undefined;
      case 'flip':
        return this.flip(deed.module, deed.fate);
      case 'clear':
        return this.remove(Array.from({ length: deed.count }, (_, index) => this.nameOf(deed.first + index)));
      case 'overrule': {
        const name = this.nameOf(deed.module);
        solution.writeEntry('operator', name, JSON.stringify({ schema: 1, name, removed: true }), deed.fate);
        return this.directory(deed.fate);
      }
      case 'spoil':
        solution.writeEntry(deed.owner, this.nameOf(deed.module), deed.text, deed.fate);
        return this.directory(deed.fate);
      case 'push':
        return this.push(
          this.sourceOf(this.nameOf(deed.module), deed.source), this.versionOf(deed.module % this.modules.length, deed.draft), deed.fate,
        );
      case 'mend':
        return this.mend(this.sourceOf(this.nameOf(deed.module), deed.source));
      case 'push core':
        solution.pushCore(this.coreOf(deed.fleet, deed.listed), deed.fate);
        return this.directory(deed.fate);
      case 'approve':
        await this.approve();
        return undefined;
      case 'day':
        await solution.day();
        return undefined;
      case 'stop':
        solution.stop(typeof deed.of === 'number' ? this.nameOf(deed.of) : deed.of);
        return NOTHING;
      case 'kill':
        solution.killIn = deed.calls;
        return undefined;
      case 'recover':
        await this.recover();
        return undefined;
    }
  }

  /** Fixes failures, repeats pushes whose events were lost, and approves removals. */
  async recover() {
    const { solution } = this;
    solution.killIn = undefined;
    for (const name of this.modules) [0, 1, 2].forEach(source => this.mend(this.sourceOf(name, source)));
    solution.pushCore(this.coreOf({ produces: { A: 'v0', B: 'v0' }, consumes: [], derives: false }, solution.core.entries.map(({ name }) => Number(name.slice(1)))));
    await solution.scheduler.settle();
    await solution.day();
    await solution.scheduler.settle();
    await this.approve();
  }

  private nameOf = (module: number) => this.modules[module % this.modules.length];

  private ownersOf = (name: string): EntryOwner[] =>
    (['operator', 'self'] as const).filter(owner => this.solution.account.store.values.has(entryPath(this.solution.name, owner, name)));

  private sourceOf(name: string, source: number): EntrySource {
    if (source % 3 === 2) return { kind: 's3', bucket: 'modules', key: `${name}.zip` };
    return { kind: 'github', repository: `acme/${name}`, branch: source % 3 ? 'next' : 'main' };
  }

  private write(owner: EntryOwner, name: string, { source, level, fate }: { source: number; level?: string; fate: EventDelivery }): Expected {
    const entry: Entry = { schema: 1, name, source: this.sourceOf(name, source), ...level && { parameters: { Level: level } } };
    this.solution.writeEntry(owner, name, entry, fate);
    return this.directory(fate);
  }

  private remove(names: readonly string[], fate: EventDelivery = 'once'): Expected {
    const entries = [...new Set(names)].flatMap(name => this.ownersOf(name).map(owner => ({ owner, name })));
    entries.forEach(({ owner, name }) => this.solution.removeEntry(owner, name, fate));
    return { ...NOTHING, core: entries.length * TIMES[fate] };
  }

  private async waver(module: number, calls: number) {
    const { solution } = this;
    const present = this.modules.filter(each => this.ownersOf(each).length);
    if (!present.length) return;
    const name = present[module % present.length];
    const entries = this.ownersOf(name).map(owner => ({ owner, text: solution.account.store.values.get(entryPath(solution.name, owner, name))! }));
    solution.killIn = calls;
    this.remove([name]);
    await solution.scheduler.settle();
    solution.killIn = undefined;
    for (const { owner, text } of entries) solution.writeEntry(owner, name, text);
  }

  private flip(module: number, fate: EventDelivery): Expected {
    const { solution } = this;
    const flippable = this.modules.flatMap(name => {
      const [owner] = this.ownersOf(name);
      const { kind, entry } = desiredState(solution, name) as { kind: string; entry?: Entry };
      const conditional = kind === 'wanted' ? latestVersionOf(solution, entry!).conditional : undefined;
      return owner && conditional ? [{ owner, entry: entry!, conditional }] : [];
    });
    if (!flippable.length) return NOTHING;
    const { owner, entry, conditional } = flippable[module % flippable.length];
    const Level = levelOf(entry) === conditional.level ? `${Number(conditional.level) + 1}` : conditional.level;
    solution.writeEntry(owner, entry.name, { ...entry, parameters: { Level } }, fate);
    return this.directory(fate);
  }

  private directory = (fate: EventDelivery): Expected => ({ ...NOTHING, core: TIMES[fate] });

  private push(source: EntrySource, version: Version, fate: EventDelivery = 'once'): Expected {
    const { solution } = this;
    const heard = deliveredModules(solution).filter(name => {
      const { Repository, Branch, SourceBucket, SourceKey } = solution.account.stacks.stacks.get(deliveryStackName(solution.name, name))!.parameters;
      return placeOf(source) === (SourceBucket ? `${SourceBucket}/${SourceKey}` : `${Repository}@${Branch}`);
    });
    solution.push(source, version, fate);
    if (fate === 'lost') this.newlyHeldBack.add(placeOf(source));
    return { core: 0, pushed: new Map(heard.map(name => [name, TIMES[fate]])) };
  }

  private mend(source: EntrySource): Expected {
    const { fault, ...head } = this.solution.repositories.get(placeOf(source)) as Version;
    if (!fault && !this.newlyHeldBack.has(placeOf(source))) return NOTHING;
    return this.push(source, { ...head, revision: ++this.revision });
  }

  private async approve() {
    const { account, name } = this.solution;
    const key = account.stacks.stacks.get(modulesStackName(name))?.parameters.DefinitionKey;
    if (!key) return;
    const around = { store: storeOf(account), stacks: stacksOf(account) };
    const held = await heldRemovals(name, unpacked(account.objects.get(key)!), around);
    if (!held) return;
    await approveRemovals(name, held, around);
    account.trigger(pipelineName(name, 'modules'), 'approval');
  }

  private versionOf(index: number, { produces, consumes, derives, conditional, fault }: VersionDraft): Version {
    const items = consumes.flatMap(({ of, kind, output }): RequirementText[] => {
      if (kind === 'core') return [`fleet/${output}`];
      if (kind === 'ghost') return [`ghost/${output}`];
      const other = kind === 'earlier' ? index && of % index : of % this.drafts.length;
      return other === index ? [] : [`m${other}/${output}`];
    });
    return { revision: ++this.revision, produces, consumes: [...new Set(items)], derives, ...conditional && { conditional }, ...fault && { fault } };
  }

  private coreOf(fleet: VersionDraft, listed: readonly number[]): CoreVersion {
    const version = this.versionOf(0, { ...fleet, consumes: [] });
    const names = [...new Set(listed.map(this.nameOf))].sort();
    return {
      modules: {
        fleet: version,
        telemetry: { revision: 0, produces: { A: 'v0' }, consumes: outputsOf(version, '0').includes('A') ? ['fleet/A'] : [], derives: true },
      },
      entries: names.map(name => ({ schema: 1, name, source: this.sourceOf(name, 0) })),
    };
  }
}
