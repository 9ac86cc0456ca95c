import type { Violated } from './violated';
import { deliveredModules, newestOf, desiredState } from '../desired-state';
import { returnedToDirectory } from './convergence';
import { unblockedRemovals, isDueTomorrow, waitsBehindRemoval } from './repetition';
import { applyDefinition } from '../../../src/cli/apply/apply-definition';
import { unpacked } from '../../../src/cli/bundle/stored-definitions';
import { Failure } from '../../../src/cli/terminal/failure';
import { announce } from '../../../src/functions/announce/announce';
import { ensureDaily } from '../../../src/functions/ensure/start';
import { modulesStackName, pipelineName } from '../../../src/model/names';
import { listModules } from '../../../src/registry/module-records';
import { messageOf, running, stageOf } from '../account/pipelines';
import { applyAccountOf, functionsOf } from '../actions';
import type { Solution } from '../solution';

/**
 * A waiting execution waits for something that will still happen, and every failure has a reason. A transition that an interrupted removal disabled is enabled
 * by the next daily check if the module is listed; until then others may wait for it.
 */
export function checkEnds(solution: Solution, violated: Violated) {
  const { account, name: s } = solution;
  const hanging = [...account.pipelines.all.values()].flatMap(running);
  const isRemoved = (module: string) => desiredState(solution, module).kind === 'gone' && newestOf(solution, 'modules')?.actions.Apply?.status !== 'Succeeded';
  const going = deliveredModules(solution).filter(module => isDueTomorrow(solution, module) || isRemoved(module))
    .map(module => pipelineName(s, module));
  const excused = hanging.filter(execution => going.includes(execution.pipeline.declaration.Name) && waitsBehindRemoval(execution));
  for (const execution of hanging) {
    const waiting = Object.values(execution.actions).find(({ status }) => status === 'InProgress');
    if (excused.includes(execution) || excused.length && waiting?.token !== undefined) continue;
    violated('nobody waits for ever', `${execution.pipeline.declaration.Name} hangs in ${stageOf(execution).Name}: ${waiting?.message ?? 'it cannot enter'}`);
  }
  for (const pipeline of account.pipelines.all.values()) {
    const newest = pipeline.executions.at(-1);
    if (newest?.status === 'Failed' && !messageOf(newest)) violated('nobody fails in silence', `${pipeline.declaration.Name} failed without a message`);
  }
}

/** The actions of the next daily check. */
async function lookAhead({ place, account }: Solution): Promise<string[]> {
  const found: string[] = [];
  const around = functionsOf({ ...place, pause: async () => {} }, 'ensure');
  const watched = {
    ...around,
    pipelines: {
      ...around.pipelines,
      start: async (name: string) => void found.push(name),
      reopen: async (name: string, stage: string, reason: string) => {
        const isClosed = account.pipelines.all.get(name)!.closed.get(stage) === reason;
        if (isClosed) found.push(name);
        return isClosed;
      },
    },
  };
  await ensureDaily(watched);
  await announce(watched);
  return found;
}

/** The daily check does only what was not done. After a definition was applied, that is only what failed independently, or waited for something that exists now. */
export async function checkDay(solution: Solution, violated: Violated) {
  const { account, name: s } = solution;
  const due = deliveredModules(solution).filter(module => isDueTomorrow(solution, module));
  const free = newestOf(solution, 'modules')!.status !== 'InProgress' && unblockedRemovals(solution, await listModules(account.store, s)).length > 0;
  const expected = [...due, ...free ? ['modules'] : []].map(of => pipelineName(s, of));
  const returned = deliveredModules(solution).filter(module => returnedToDirectory(solution, module));
  const allowed = [...expected, ...returned.map(module => pipelineName(s, module))];
  const found = await lookAhead(solution);
  const forgotten = expected.filter(name => !found.includes(name));
  const needless = found.filter(name => !allowed.includes(name));
  if (forgotten.length) violated('tried once more', `the daily look would not start ${forgotten.join(', ')}`);
  if (needless.length) violated('a day later nothing runs', `the daily look would start ${needless.join(', ')}`);
}

/** After some days without actions of people, the daily check has nothing to do any more, except to ask for a pending approval again. */
export async function checkQuiet(solution: Solution, violated: Violated) {
  const { name: s } = solution;
  const asks = messageOf(newestOf(solution, 'modules')!)?.includes('more than a third');
  const found = (await lookAhead(solution)).filter(name => !(asks && name === pipelineName(s, 'modules')));
  if (found.length) violated('tried once more', `days later the daily look would still start ${found.join(', ')}`);
}

/** Applying the same definition again changes nothing. */
export async function checkRepeat(solution: Solution, violated: Violated) {
  const { account, name } = solution;
  if (newestOf(solution, 'modules')?.actions.Apply.variables?.INSYNC_HELD_BACK !== '[]') return;
  const changes: string[] = [];
  const noting = <T extends object>(target: T, ...methods: (keyof T & string)[]): T =>
    ({ ...target, ...Object.fromEntries(methods.map(method => [method, async (what: any) => void changes.push(`${method} ${what.name ?? what}`)])) });
  const definition = unpacked(account.objects.get(account.stacks.stacks.get(modulesStackName(name))!.parameters.DefinitionKey)!);
  const { store, stacks, pipelines, ...others } = applyAccountOf(solution.place);
  await applyDefinition(name, definition, {
    ...others,
    store: noting(store, 'write', 'remove'),
    stacks: noting(stacks, 'create', 'update', 'delete', 'continueRollback'),
    pipelines: noting(pipelines, 'disableTransition', 'stop'),
  }, () => {}).catch(error => {
    if (!(error instanceof Failure)) throw error;
  });
  if (changes.length) violated('repeating changes nothing', `applying the definition again would ${changes.join(', ')}`);
}
