import { checkConvergence } from './convergence';
import { watchOutputs, watchRemovals } from './removals';
import { watchRepetitions } from './repetition';
import { checkDay, checkEnds, checkQuiet, checkRepeat } from './rest';
import { type StateBefore, checkStarts, type ExpectedStarts, stateBefore } from './starts';
import type { Violated } from './violated';
import { directoryPath, pipelineName } from '../../../src/model/names';
import type { HistoryEvent } from '../account/account';
import { newestOf, desiredState } from '../desired-state';
import type { Solution } from '../solution';

/** Checks the invariants of a solution that always hold, and those that hold when nothing happens any more. */
export class Checks {
  private readonly violations: string[] = [];
  private happened: HistoryEvent[] = [];
  private readonly left = new Set<string>();
  private before?: StateBefore;
  /** The directory as it was when the core pipeline read it last. */
  private prepared = '';
  /** Sources with a push whose event was lost. */
  readonly newlyHeldBack = new Set<string>();

  constructor(private readonly solution: Solution, private readonly modules: readonly string[]) {
    watchRemovals(solution, this.violated);
    watchOutputs(solution, this.violated);
    watchRepetitions(solution, () => this.prepared !== this.directory(), this.violated);
    solution.account.listen(happening => {
      this.happened.push(happening);
      this.watchEntries(happening);
      if (happening.kind !== 'action') return;
      const { execution, provider } = happening;
      if (execution.pipeline.declaration.Name === pipelineName(solution.name, 'core') && provider === 'CodeBuild') this.prepared = this.directory();
      if (execution.stage > 0) return;
      const { Configuration } = execution.declaration.Stages[0].Actions[0];
      this.newlyHeldBack.delete(Configuration.S3Bucket ? `${Configuration.S3Bucket}/${Configuration.S3ObjectKey}` : `${Configuration.FullRepositoryId}@${Configuration.BranchName}`);
    });
  }

  /** Records modules that return to the directory. */
  private watchEntries(happening: HistoryEvent) {
    if (happening.kind !== 'written' && happening.kind !== 'removed' || !happening.name.startsWith(`${directoryPath(this.solution.name)}/`)) return;
    const module = happening.name.split('/').pop()!;
    if (happening.kind === 'removed' || desiredState(this.solution, module).kind === 'gone') this.left.add(module);
    else if (this.left.delete(module)) this.solution.cameBack.set(module, this.solution.account.pipelines.count);
  }

  /** Before an action of a person, when nothing is in progress. */
  async look() {
    this.happened = [];
    this.before = this.isApplied() ? await stateBefore(this.solution, this.modules) : undefined;
  }

  /** After it, when nothing is in progress any more. */
  async rest(deed?: ExpectedStarts) {
    const { solution, modules, violated } = this;
    checkEnds(solution, violated);
    if (this.isApplied()) {
      await checkConvergence(solution, modules, this.newlyHeldBack, violated);
      await checkDay(solution, violated);
      await checkRepeat(solution, violated);
      if (deed && this.before) await checkStarts(solution, modules, this.before, deed, this.happened, violated);
    }
    this.before = undefined;
    this.throw();
  }

  /** After some days without actions of people. */
  async quiet() {
    if (this.isApplied()) await checkQuiet(this.solution, this.violated);
    this.throw();
  }

  /** Whether the directory was read and applied: only then everything has to match it. */
  private isApplied(): boolean {
    if (this.prepared !== this.directory() || newestOf(this.solution, 'core')?.status !== 'Succeeded') return false;
    const { actions: { Apply: apply }, stopped } = newestOf(this.solution, 'modules')!;
    if (apply?.status === 'Succeeded') return true;
    if (!stopped && !/^the build was killed|more than a third/.test(apply?.message ?? '')) this.violated('convergence', `the second pipeline did not apply the definition: ${apply?.message}`);
    return false;
  }

  /** Throws if an invariant was violated. */
  throw() {
    if (this.violations.length) throw new Error(`\n${[...new Set(this.violations)].join('\n')}`);
  }

  private readonly violated: Violated = (rule, message) => void this.violations.push(`${rule}: ${message}`);

  private directory = () => JSON.stringify([...this.solution.account.store.values].filter(([name]) =>
    ['self', 'operator'].some(owner => name.startsWith(`${directoryPath(this.solution.name, owner as 'self')}/`))).sort());
}
