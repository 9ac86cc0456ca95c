import { Account, type EventDelivery } from './account/account';
import { stop } from './account/pipelines';
import { type Place, runAction, functionsOf, Killed } from './actions';
import type { Version } from './authors';
import { CORE_REPOSITORY, type CoreVersion, synthesize } from './core';
import { Scheduler } from './scheduler';
import { announce } from '../../src/functions/announce/announce';
import { ensureDaily } from '../../src/functions/ensure/start';
import type { Entry, EntrySource } from '../../src/model/entry';
import { canonicalJson } from '../../src/model/json';
import { coreStackName, entryPath, pipelineName, TAGS } from '../../src/model/names';
import type { EntryOwner } from '../../src/model/owner';

const SOLUTION = 's';
/** Why people stop executions. */
export const BY_HAND = 'by hand';

/** The location of a module's code, as a source action identifies it. */
export const placeOf = (source: EntrySource) => source.kind === 's3' ? `${source.bucket}/${source.key}` : `${source.repository}@${source.branch}`;

/** A solution in its own account, and the actions of people on it. */
export class Solution {
  readonly name = SOLUTION;
  readonly account = new Account();
  readonly repositories = new Map<string, Version | CoreVersion>();
  readonly place: Place;
  readonly scheduler: Scheduler;
  /** For modules whose entry returned since the last daily check, the number of the newest execution of all pipelines at that time. */
  readonly cameBack = new Map<string, number>();
  /** The number of further calls to AWS before a build of the second pipeline is killed. */
  killIn?: number;

  constructor(seed: number) {
    const random = generator(seed);
    const choose = (limit: number) => Math.floor(random() * limit);
    const { account, repositories } = this;
    this.place = { solution: SOLUTION, account, repositories, pause: () => this.scheduler.interleave(), killable: build => this.killable(build) };
    this.scheduler = new Scheduler(this.account, (...args) => runAction(this.place, ...args), choose);
  }

  /** What the first `cdk deploy` does. */
  deployCore(version: CoreVersion) {
    this.repositories.set(`${CORE_REPOSITORY}@main`, version);
    const { read } = synthesize(SOLUTION, version);
    const name = coreStackName(SOLUTION);
    this.account.stacks.deploy({
      name, template: read('own.template.json'), parameters: {}, tags: { [TAGS.solution]: SOLUTION, [TAGS.module]: 'core' },
    });
    this.account.stacks.end(name);
  }

  get core(): CoreVersion {
    return this.repositories.get(`${CORE_REPOSITORY}@main`) as CoreVersion;
  }

  pushCore(version: CoreVersion, fate?: EventDelivery) {
    this.repositories.set(`${CORE_REPOSITORY}@main`, version);
    this.account.trigger(pipelineName(SOLUTION, 'core'), 'push', fate);
  }

  /** Connections start the pipelines whose trigger names the branch; a new zip file is an event. */
  push(source: EntrySource, version: Version, fate?: EventDelivery) {
    this.repositories.set(placeOf(source), version);
    if (source.kind === 's3') {
      const detail = { bucket: { name: source.bucket }, object: { key: source.key } };
      this.account.publish({ 'source': 'aws.s3', 'detail-type': 'Object Created', detail }, fate);
      return;
    }
    for (const [name, { declaration: { Stages, Triggers } }] of this.account.pipelines.all) {
      const { FullRepositoryId, BranchName } = Stages[0].Actions[0].Configuration;
      const pushes: any[] = Triggers?.flatMap(({ GitConfiguration }) => GitConfiguration.Push) ?? [];
      const branches: string[] = pushes.flatMap(({ Branches }) => Branches.Includes);
      const isMeant = FullRepositoryId === source.repository && BranchName === source.branch && branches.includes(source.branch);
      if (isMeant) this.account.trigger(name, 'push', fate);
    }
  }

  writeEntry(owner: EntryOwner, name: string, entry: Entry | string, fate?: EventDelivery) {
    this.account.write(entryPath(SOLUTION, owner, name), typeof entry === 'string' ? entry : canonicalJson(entry), fate);
  }

  removeEntry(owner: EntryOwner, name: string, fate?: EventDelivery) {
    this.account.remove(entryPath(SOLUTION, owner, name), fate);
  }

  /** Stops all executions of a pipeline, as a person does. */
  stop(of: string) {
    stop(this.account.pipelines.all.get(pipelineName(SOLUTION, of)), BY_HAND);
  }

  /** Runs the daily check. */
  async day() {
    if (!this.account.pipelines.all.has(pipelineName(SOLUTION, 'modules'))) return;
    this.cameBack.clear();
    await ensureDaily(functionsOf(this.place, 'ensure'));
    await announce(functionsOf(this.place, 'announce'));
  }

  private killable<T>(build: (place: Place) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let isKilled = false;
      const never = () => new Promise<void>(() => undefined);
      const pause = async () => {
        if (!isKilled && this.killIn !== undefined && this.killIn-- <= 0) {
          this.killIn = undefined;
          isKilled = true;
          reject(new Killed('the build was killed'));
        }
        if (isKilled) return never();
        await this.scheduler.interleave();
        return isKilled ? never() : undefined;
      };
      build({ ...this.place, pause }).then(resolve, reject);
    });
  }
}

/** Equal seeds give equal numbers (Park and Miller). */
function generator(seed: number): () => number {
  let state = seed % 2147483646 + 1;
  return () => {
    state = state * 48271 % 2147483647;
    return state / 2147483647;
  };
}
