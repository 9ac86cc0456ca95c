import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { again, answerJob, succeed } from './aws/job';
import * as pipelines from './aws/pipelines';
import { reviveDeliveries } from './ensure/deliveries';
import { coreDue, modulesDue } from './ensure/ensure';
import { ownSolution } from './solution';
import { list, read } from '../registry/aws/parameters';

/** The action Ensure of the core pipeline; by the schedule, for all pipelines. */
export const handler = async (event: CodePipelineEvent | ScheduledEvent) => {
  const around = { ...ownSolution(), store: { list, read }, pipelines };
  if (!('CodePipeline.job' in event)) {
    const due = [await coreDue(around), await modulesDue(around), ...await reviveDeliveries(around)];
    for (const each of due) if (each) await pipelines.start(each.pipeline, each.token);
    return;
  }
  const job = event['CodePipeline.job'];
  await answerJob(job, async () => {
    const due = await modulesDue(around);
    if (!due) return succeed('nothing is due: the definition is applied, or is being applied');
    // What looks due is looked at twice: the start that an update of the pipeline causes may only be on its way.
    if (!job.data.continuationToken) return again(`looking again: ${due.reason}`, 'again');
    await pipelines.start(due.pipeline, due.token);
    return succeed(`started ${due.pipeline}: ${due.reason}`);
  });
};
