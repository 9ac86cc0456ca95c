import type { Violated } from './checks';
import { messageOf, running } from '../account/pipelines';
import { stacksOf, storeOf, removalPipelinesOf } from '../account/views';
import { functionsOf } from '../actions';
import type { Solution } from '../solution';
import { deliveredModules, newestOf } from '../wishes';
import { cameBack, REFUSED } from './convergence';
import { applyDefinition } from '../../../src/cli/apply/apply';
import { unpacked } from '../../../src/cli/aws/definitions';
import { Failure } from '../../../src/cli/failure';
import { announce } from '../../../src/functions/announce/announce';
import { ensureDaily } from '../../../src/functions/ensure/start';
import { modulesStackName, pipelineName } from '../../../src/registry/names';

/** Whoever waits, waits for something that still happens; and everything that failed says why. */
export function checkEnds({ account }: Solution, violated: Violated) {
  for (const pipeline of account.pipelines.all.values()) {
    for (const execution of running(pipeline)) {
      const waiting = Object.entries(execution.actions).find(([, { status }]) => status === 'InProgress');
      const stage = execution.declaration.Stages[execution.stage].Name;
      violated('nobody waits for ever', `${pipeline.declaration.Name} hangs in ${stage}: ${waiting?.[1].message ?? 'it cannot enter'}`);
    }
    const newest = pipeline.executions.at(-1);
    if (newest?.status === 'Failed' && !messageOf(newest)) violated('nobody fails in silence', `${pipeline.declaration.Name} failed without a message`);
  }
}

/** The daily look finds nothing to do, unless a removal waits, or a module is behind that failed by itself: that is tried again once a day. */
export async function checkDay(solution: Solution, violated: Violated) {
  const started: string[] = [];
  const around = functionsOf({ ...solution.place, pause: async () => {} }, 'daily');
  const watched = { ...around, pipelines: { ...around.pipelines, start: async (name: string, token: string) => void started.push(`${name} (${token})`) } };
  if (!solution.account.stacks.stacks.has(modulesStackName(solution.name))) return;
  await ensureDaily(watched);
  await announce(watched);
  const failed = (module: string) => {
    const newest = newestOf(solution, module);
    return newest?.status === 'Failed' && (newest.actions.Gate?.status !== 'Failed' || REFUSED.test(messageOf(newest)!));
  };
  const retried = deliveredModules(solution).filter(module => cameBack(solution, module) || failed(module))
    .map(module => pipelineName(solution.name, module));
  const isDone = newestOf(solution, 'modules')?.actions.Apply.variables?.INSYNC_HELD_BACK === '[]';
  const due = (isDone ? started : started.filter(name => !name.startsWith(`modules.${solution.name}`)))
    .filter(name => !retried.includes(name.split(' ')[0]));
  if (due.length) violated('a day later nothing runs', `the daily look started ${due.join(', ')}`);
}

/** Applying the same definition again changes nothing. */
export async function checkRepeat(solution: Solution, violated: Violated) {
  const { account, name } = solution;
  if (newestOf(solution, 'modules')?.actions.Apply.variables?.INSYNC_HELD_BACK !== '[]') return;
  const changes: string[] = [];
  const noting = <T extends object>(target: T, ...methods: (keyof T & string)[]): T =>
    ({ ...target, ...Object.fromEntries(methods.map(method => [method, async (what: any) => void changes.push(`${method} ${what.name ?? what}`)])) });
  const definition = unpacked(account.objects.get(account.stacks.stacks.get(modulesStackName(name))!.parameters.DefinitionKey)!);
  await applyDefinition(name, definition, {
    store: noting(storeOf(account), 'write', 'remove'),
    stacks: noting(stacksOf(account), 'create', 'update', 'delete'),
    pipelines: noting(removalPipelinesOf(account), 'closeStage', 'stop'),
  }, () => {}).catch(error => {
    if (!(error instanceof Failure)) throw error;
  });
  if (changes.length) violated('repeating changes nothing', `applying the definition again would ${changes.join(', ')}`);
}
