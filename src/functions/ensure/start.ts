import { coreDue, modulesDue, type EnsureDependencies } from './ensure';
import { reviveDeliveries } from './revive-deliveries';
import { type Answer, continueLater, succeed } from '../aws/job';
import type { Pipelines } from '../aws/pipelines';

export interface StartDependencies extends EnsureDependencies {
  readonly pipelines: Pipelines;
}

/** After a deployment of the core: starts the module-definition pipeline if it is due. */
export async function ensure(dependencies: StartDependencies, isSecondCheck: boolean): Promise<Answer> {
  const due = await modulesDue(dependencies);
  if (!due) return succeed('nothing to start: the definition is applied, or is being applied');
  // Checked twice: an update of the pipeline starts it as well, and that execution may not be visible yet.
  if (!isSecondCheck) return continueLater(`checking again: ${due.reason}`, 'again');
  await dependencies.pipelines.start(due.pipeline, due.token);
  return succeed(`started ${due.pipeline}: ${due.reason}`);
}

/** Once a day: starts the pipelines that are due because an event was lost or an execution failed. */
export async function ensureDaily(dependencies: StartDependencies): Promise<void> {
  const due = [await coreDue(dependencies), await modulesDue(dependencies), ...await reviveDeliveries(dependencies)];
  for (const each of due) if (each) await dependencies.pipelines.start(each.pipeline, each.token);
}
