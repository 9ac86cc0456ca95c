import type { CodePipelineEvent, ScheduledEvent } from 'aws-lambda';
import { again, answerJob, succeed } from './aws/job';
import { isCurrent, names, newest, stages, start, variable } from './aws/pipelines';
import { coreDue, modulesDue } from './ensure/ensure';
import { ownSolution } from './solution';
import { list, read } from '../registry/aws/parameters';

/** The action Ensure of the core pipeline; by the schedule, for both pipelines. */
export const handler = async (event: CodePipelineEvent | ScheduledEvent) => {
  const around = { ...ownSolution(), store: { list, read }, pipelines: { isCurrent, names, newest, stages, start, variable } };
  if (!('CodePipeline.job' in event)) {
    for (const due of [await coreDue(around), await modulesDue(around)]) if (due) await start(due.pipeline, due.token);
    return;
  }
  const job = event['CodePipeline.job'];
  await answerJob(job, async () => {
    const due = await modulesDue(around);
    if (!due) return succeed('nothing is due: the definition is applied, or is being applied');
    // What looks due is looked at twice: the start that an update of the pipeline causes may only be on its way.
    if (!job.data.continuationToken) return again(`looking again: ${due.reason}`, 'again');
    await start(due.pipeline, due.token);
    return succeed(`started ${due.pipeline}: ${due.reason}`);
  });
};
