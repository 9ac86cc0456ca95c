import type { Entry, EntrySource } from '../src/model/entry';
import type { RequirementText } from '../src/model/requirement';
import type { HistoryEvent } from '../test/property/account/account';
import type { Version } from '../test/property/authors';
import { Solution } from '../test/property/solution';

/** What a change runs. */
export interface Counts {
  readonly executions: number;
  readonly actions: number;
  /** Number of build actions. */
  readonly builds: number;
  /** Number of CloudFormation operations on stacks: create, update, delete, and the creation or execution of a change set. */
  readonly stacks: number;
}

export const CHANGES = ['update', 'add', 'core'] as const;
export type Change = typeof CHANGES[number];

/** Counts what ran in the simulated account, which executes the pipelines that are deployed in it. */
export function countHappened(happened: readonly HistoryEvent[]): Counts {
  const providers = happened.flatMap(happening => happening.kind === 'action' ? [happening.provider] : []);
  const placed = happened.filter(happening => happening.kind === 'stack' && happening.name.includes('-delivery-'));
  return {
    executions: happened.filter(({ kind }) => kind === 'execution').length,
    actions: providers.length,
    builds: providers.filter(provider => provider === 'CodeBuild').length,
    stacks: providers.filter(provider => provider === 'CloudFormation').length + placed.length,
  };
}

const sourceOf = (name: string): EntrySource => ({ kind: 'github', repository: `acme/${name}`, branch: 'main' });
const version = (revision: number, consumes: readonly RequirementText[] = []): Version => ({ revision, produces: { A: 'value' }, consumes, derives: false });

/** Installs a solution with a number of modules, then makes each change once. No change affects an output that others consume. */
export async function countOurs(modules: number): Promise<Record<Change, Counts>> {
  const solution = new Solution(0);
  const names = Array.from({ length: modules + 1 }, (_, index) => `m${index}`);
  for (const name of names) solution.repositories.set(`acme/${name}@main`, version(1, ['fleet/A']));
  const register = (name: string) => solution.writeEntry('self', name, { schema: 1, name, source: sourceOf(name) } satisfies Entry);
  names.slice(0, modules).forEach(register);
  solution.deployCore({ modules: { fleet: version(1) }, entries: [] });
  await solution.scheduler.settle();

  let happened: HistoryEvent[] = [];
  solution.account.listen(happening => happened.push(happening));
  const counted = async (change: () => void) => {
    happened = [];
    change();
    await solution.scheduler.settle();
    return countHappened(happened);
  };
  return {
    update: await counted(() => solution.push(sourceOf('m0'), version(2, ['fleet/A']))),
    add: await counted(() => register(names[modules])),
    core: await counted(() => solution.pushCore({ modules: { fleet: version(2) }, entries: [] })),
  };
}

/**
 * Counts what one execution of a template's pipeline runs: all of its actions, whatever changed. When stacks are added, the pipeline
 * first updates itself, which restarts it.
 */
export function countPipeline(template: any): Record<Change, Counts> {
  const [pipeline] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
  const stages: any[] = pipeline.Properties.Stages;
  const mutation = stages.findIndex(({ Name }) => Name === 'UpdatePipeline');
  const whole = countActions(stages);
  const begun = countActions(stages.slice(0, mutation + 1));
  return { update: whole, add: mutation < 0 ? whole : sum(begun, whole), core: whole };
}

function countActions(stages: readonly any[]): Counts {
  const providers: string[] = stages.flatMap(({ Actions }) => Actions.map((action: any) => action.ActionTypeId.Provider));
  const of = (name: string) => providers.filter(provider => provider === name).length;
  return { executions: 1, actions: providers.length, builds: of('CodeBuild'), stacks: of('CloudFormation') };
}

const sum = (a: Counts, b: Counts): Counts =>
  ({ executions: a.executions + b.executions, actions: a.actions + b.actions, builds: a.builds + b.builds, stacks: a.stacks + b.stacks });
