import {
  CodePipelineClient, DisableStageTransitionCommand, paginateListPipelineExecutions, StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { ignore, ignoreMissingPipeline, RETRY } from '../../aws/client';

/** PipelineControl, as far as a removal needs them. */
export interface PipelineControl {
  /** Lets nothing into the stage any more. */
  closeStage(pipeline: string, stage: string, reason: string): Promise<void>;
  /** Stops whatever runs in the pipeline; operations of stacks that have begun go on. */
  stop(pipeline: string, reason: string): Promise<void>;
}

export function pipelineControl(client = new CodePipelineClient(RETRY)): PipelineControl {
  return {
    closeStage: (pipelineName, stageName, reason) => ifPresent(`closing the stage ${stageName} of ${pipelineName}`, async () => {
      await client.send(new DisableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound', reason }));
    }),
    stop: (pipelineName, reason) => ifPresent(`stopping the pipeline ${pipelineName}`, async () => {
      for await (const { pipelineExecutionSummaries = [] } of paginateListPipelineExecutions({ client }, { pipelineName })) {
        for (const { pipelineExecutionId, status } of pipelineExecutionSummaries) {
          if (status !== 'InProgress') continue;
          await client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId, abandon: true, reason })).catch(alreadyOver);
        }
      }
    }),
  };
}

/** A pipeline that is gone already is what a removal wants. */
const ifPresent = (what: string, work: () => Promise<void>) => attempt(what, () => work().catch(ignoreMissingPipeline));

const alreadyOver = ignore(/^(PipelineExecutionNotStoppable|DuplicatedStopRequest)Exception:/);
