import {
  CodePipelineClient, DisableStageTransitionCommand, ListPipelineExecutionsCommand, StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';

/** Pipelines, as far as a removal needs them. */
export interface Pipelines {
  /** Lets nothing into the stage any more. */
  closeStage(pipeline: string, stage: string, reason: string): Promise<void>;
  /** Stops whatever runs in the pipeline; operations of stacks that have begun go on. */
  stop(pipeline: string, reason: string): Promise<void>;
}

export function pipelines(client = new CodePipelineClient({ retryMode: 'adaptive', maxAttempts: 10 })): Pipelines {
  return {
    closeStage: (pipelineName, stageName, reason) => ifPresent(`closing the stage ${stageName} of ${pipelineName}`, async () => {
      await client.send(new DisableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound', reason }));
    }),
    stop: (pipelineName, reason) => ifPresent(`stopping the pipeline ${pipelineName}`, async () => {
      let nextToken: string | undefined;
      do {
        const page = await client.send(new ListPipelineExecutionsCommand({ pipelineName, nextToken }));
        for (const { pipelineExecutionId, status } of page.pipelineExecutionSummaries ?? []) {
          if (status !== 'InProgress') continue;
          await client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId, abandon: true, reason })).catch(alreadyOver);
        }
        nextToken = page.nextToken;
      } while (nextToken);
    }),
  };
}

/** A pipeline that is gone already is what a removal wants. */
const ifPresent = (what: string, work: () => Promise<void>) => attempt(what, () => work().catch((error: Error) => {
  if (error.name !== 'PipelineNotFoundException') throw error;
}));

const alreadyOver = (error: Error) => {
  if (!['PipelineExecutionNotStoppableException', 'DuplicatedStopRequestException'].includes(error.name)) throw error;
};
