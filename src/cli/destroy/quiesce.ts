import type { DestroyAccount, Log } from './destroy-account';
import type { Inventory } from './inventory';
import { eachAtMost } from '../../aws/at-most';
import { applyProjectName, coreStackName, deliveryStackName, pipelineName, prepareProjectName } from '../../model/names';

const AT_ONCE = 8;
const REASON = 'the solution is being destroyed';

/** Stops everything that could create again what is deleted: rules, the schedule, transitions, executions and builds. */
export async function quiesce({ solution, modules }: Inventory, { pipelines }: DestroyAccount, log: Log): Promise<void> {
  const rules: string[] = [];
  for (const prefix of [`${coreStackName(solution)}-`, deliveryStackName(solution, '')]) rules.push(...await pipelines.disableRules(prefix));
  log(`rules and schedule disabled: ${rules.length}`);
  const names = ['core', 'modules', ...modules.flat()].map(of => pipelineName(solution, of));
  const stopped = new Set<string>();
  await eachAtMost(AT_ONCE, names, async name => {
    const stages = await pipelines.stages(name);
    if (stages.length) stopped.add(name);
    const [, ...afterSource] = stages;
    for (const stage of afterSource) await pipelines.disableTransition(name, stage, REASON);
    await pipelines.stop(name, REASON);
  });
  // An abandoned execution leaves its build running.
  for (const project of [prepareProjectName(solution), applyProjectName(solution)]) await pipelines.stopBuilds(project);
  log(`pipelines stopped, transitions disabled: ${stopped.size}`);
}
