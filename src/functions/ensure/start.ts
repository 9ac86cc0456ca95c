import { coreDue, modulesDue, type EnsureDependencies } from './ensure';
import { reviveDeliveries } from './revive-deliveries';
import { again, type Answer, succeed } from '../aws/job';
import type { Pipelines } from '../aws/pipelines';

export interface StartDependencies extends EnsureDependencies {
  readonly pipelines: Pipelines;
}

/** After the core was deployed: starts the module-definition pipeline if it is due. */
export async function ensure(dependencies: StartDependencies, lookedBefore: boolean): Promise<Answer> {
  const due = await modulesDue(dependencies);
  if (!due) return succeed('nothing is due: the definition is applied, or is being applied');
  // What looks due is looked at twice: the start that an update of the pipeline causes may only be on its way.
  if (!lookedBefore) return again(`looking again: ${due.reason}`, 'again');
  await dependencies.pipelines.start(due.pipeline, due.token);
  return succeed(`started ${due.pipeline}: ${due.reason}`);
}

/** Once a day: starts what is due although no event said so. */
export async function ensureDaily(dependencies: StartDependencies): Promise<void> {
  const due = [await coreDue(dependencies), await modulesDue(dependencies), ...await reviveDeliveries(dependencies)];
  for (const each of due) if (each) await dependencies.pipelines.start(each.pipeline, each.token);
}
