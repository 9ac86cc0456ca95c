import { type Particulars, normalizeAll, normalizer } from './normalize';
import type { Observed } from './observed';
import type { AwsAccount } from '../aws/account';
import { type ActionRun, actionsOf } from '../aws/executions';
import { historyOf, type StackHistory } from '../aws/stacks';

/** What happened in a check, normalized. */
export interface Recording {
  readonly check: string;
  readonly executions?: readonly RecordedExecution[];
  readonly stacks?: Readonly<Record<string, RecordedStack>>;
  readonly answers?: Readonly<Record<string, unknown>>;
}

interface RecordedExecution {
  readonly pipeline: string;
  readonly trigger: string;
  readonly status: string;
  /** Each as `Stage/Action: status`, with the error of a failed one. */
  readonly actions: readonly string[];
}

interface RecordedStack {
  readonly change: 'created' | 'updated' | 'deleted';
  /** What each resource went through. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly failures: readonly string[];
}

/** The solution that is recorded. */
export interface Subject {
  readonly account: AwsAccount;
  readonly solution: string;
}

/** Collects what happens in a run. */
export class Recorder {
  private readonly recordings = new Map<string, Recording>();
  readonly normalize: (text: string) => string;

  constructor(particulars: Particulars) {
    this.normalize = normalizer(particulars);
  }

  /** Records the effects of a check. */
  async record(subject: Subject, check: string, observed: Observed, answer?: unknown): Promise<void> {
    const recording: Recording = {
      check,
      executions: await executionsIn(subject, observed),
      stacks: await stacksIn(subject, observed),
      ...answer === undefined ? {} : { answers: { output: answer } },
    };
    this.recordings.set(check, normalizeAll(recording, this.normalize) as Recording);
  }

  /** Records answers of calls. */
  answer(check: string, name: string, value: unknown): void {
    const known = this.recordings.get(check) ?? { check };
    this.recordings.set(check, { ...known, answers: { ...known.answers, [this.normalize(name)]: normalizeAll(value, this.normalize) } });
  }

  /** Why executions and stacks failed, in words. */
  async failures(subject: Subject, observed: Observed): Promise<string[]> {
    const executions = await executionsIn(subject, observed);
    const stacks = await stacksIn(subject, observed);
    return [
      ...executions.flatMap(({ pipeline, actions }) =>
        actions.filter(action => action.includes(': Failed')).map(action => `${pipeline}, ${action}`)),
      ...Object.entries(stacks).flatMap(([name, { failures }]) => failures.map(failure => `${name}: ${failure}`)),
    ];
  }

  all(): Recording[] {
    return [...this.recordings.values()];
  }
}

async function executionsIn({ account, solution }: Subject, { executions }: Observed): Promise<RecordedExecution[]> {
  const recorded = await Promise.all(executions.map(async execution => {
    const { of: pipeline, trigger, status } = execution;
    return { pipeline, trigger, status, actions: (await actionsOf(account, solution, execution)).map(actionText) };
  }));
  // Pipelines run at the same time, so their order says nothing.
  const key = ({ pipeline, status }: RecordedExecution) => `${pipeline} ${status}`;
  return recorded.sort((a, b) => key(a) < key(b) ? -1 : 1);
}

async function stacksIn({ account }: Subject, { before, after, effects }: Observed): Promise<Record<string, RecordedStack>> {
  const id = (name: string, snapshot: Observed['before']) => snapshot.stacks.find(stack => stack.name === name)!.id;
  const changed = [
    ...effects.created.map(name => ({ name, change: 'created' as const, id: id(name, after) })),
    ...effects.updated.map(name => ({ name, change: 'updated' as const, id: id(name, after) })),
    ...effects.deleted.map(name => ({ name, change: 'deleted' as const, id: id(name, before) })),
  ];
  const histories = await Promise.all(changed.map(stack => historyOf(account, stack.id, before.at)));
  return Object.fromEntries(changed.map(({ name, change }, index) => [name, recordedStack(change, histories[index])]));
}

/** Resources are changed at the same time, so their order says nothing. */
export const recordedStack = (change: RecordedStack['change'], { statuses, failures }: StackHistory): RecordedStack => ({
  change,
  statuses: Object.fromEntries(Object.entries(statuses).sort(([a], [b]) => a < b ? -1 : 1).map(([id, all]) => [id, all.join(', ')])),
  failures: [...failures].sort(),
});

const actionText = ({ stage, action, status, error }: ActionRun) => `${stage}/${action}: ${status}${error === undefined ? '' : `: ${error}`}`;
