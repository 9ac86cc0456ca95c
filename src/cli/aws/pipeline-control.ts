import {
  CodePipelineClient, DisableStageTransitionCommand, paginateListPipelineExecutions, StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { attempt } from './attempt';
import { ignore, ignoreMissingPipeline, RETRY } from '../../aws/client';

/** The operations on pipelines that a removal needs. */
export interface PipelineControl {
  /** Disables the transition into a stage. */
  disableTransition(pipeline: string, stage: string, reason: string): Promise<void>;
  /** Stops all executions of a pipeline; stack operations that are in progress continue. */
  stop(pipeline: string, reason: string): Promise<void>;
}

export function pipelineControl(client = new CodePipelineClient(RETRY)): PipelineControl {
  return {
    disableTransition: (pipelineName, stageName, reason) => ifPresent(`disabling the transition into the stage ${stageName} of ${pipelineName}`, async () => {
      await client.send(new DisableStageTransitionCommand({ pipelineName, stageName, transitionType: 'Inbound', reason }));
    }),
    stop: (pipelineName, reason) => ifPresent(`stopping the pipeline ${pipelineName}`, async () => {
      for await (const { pipelineExecutionSummaries = [] } of paginateListPipelineExecutions({ client }, { pipelineName })) {
        for (const { pipelineExecutionId, status } of pipelineExecutionSummaries) {
          if (status !== 'InProgress') continue;
          await client.send(new StopPipelineExecutionCommand({ pipelineName, pipelineExecutionId, abandon: true, reason })).catch(ignoreEnded);
        }
      }
    }),
  };
}

/** A pipeline that does not exist any more needs no further action. */
const ifPresent = (what: string, work: () => Promise<void>) => attempt(what, () => work().catch(ignoreMissingPipeline));

const ignoreEnded = ignore(/^(PipelineExecutionNotStoppable|DuplicatedStopRequest)Exception:/);
