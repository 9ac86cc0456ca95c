import type {
  GetPipelineExecutionInput, ListPipelineExecutionsInput, StartPipelineExecutionInput, StopPipelineExecutionInput,
} from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { executionOf, page, pipelineNamed } from './lookup';
import { isOver, type ExecutionRecord } from './records';
import { overridesOf } from './revisions';
import { interrupt, startExecution } from './start';
import { pipelineStateOf } from './state';
import { setExecutionStatus } from './status';
import { causeOf } from './trigger';

/** Executions: start, stop, read. */
export function executionOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  return {
    StartPipelineExecution({ name, clientRequestToken, variables = [], sourceRevisions = [] }: StartPipelineExecutionInput, call) {
      const pipeline = pipelineNamed(state, name!);
      const known = clientRequestToken === undefined ? undefined : pipeline.tokens[clientRequestToken];
      if (known) return { pipelineExecutionId: known };
      const execution = startExecution(account, pipeline, {
        ...causeOf(call, clientRequestToken),
        variables: Object.fromEntries(variables.map(variable => [variable.name!, variable.value!])),
        overrides: overridesOf(pipeline.declaration, sourceRevisions),
      });
      if (clientRequestToken !== undefined) pipeline.tokens[clientRequestToken] = execution.id;
      return { pipelineExecutionId: execution.id };
    },
    StopPipelineExecution({ pipelineName, pipelineExecutionId, abandon = false, reason = '' }: StopPipelineExecutionInput) {
      const execution = executionOf(pipelineNamed(state, pipelineName!), pipelineExecutionId!);
      if (isOver(execution)) throw new AwsError('PipelineExecutionNotStoppableException', `The execution '${execution.id}' is ${execution.status} and cannot be stopped`);
      if (execution.status === 'Stopping' && !abandon) throw new AwsError('DuplicatedStopRequestException', `The execution '${execution.id}' is being stopped already`);
      execution.stop = { reason, abandon };
      if (abandon || !isActing(execution)) {
        interrupt(account, execution, 'Stopped', reason);
      } else {
        for (const stage of execution.stages) if (stage.status === 'InProgress') stage.status = 'Stopping';
        setExecutionStatus(account, execution, 'Stopping', reason);
      }
      return { pipelineExecutionId };
    },
    GetPipelineExecution({ pipelineName, pipelineExecutionId }: GetPipelineExecutionInput) {
      const execution = executionOf(pipelineNamed(state, pipelineName!), pipelineExecutionId!);
      return {
        pipelineExecution: {
          ...summary(execution),
          pipelineName,
          pipelineVersion: execution.version,
          artifactRevisions: execution.revisions.map(({ action, revision, summary: revisionSummary, url }) => ({
            name: artifactOf(execution, action), revisionId: revision, revisionSummary, revisionUrl: url, created: execution.started,
          })),
          variables: Object.entries(execution.variables).map(([name, resolvedValue]) => ({ name, resolvedValue })),
        },
      };
    },
    ListPipelineExecutions({ pipelineName, filter, ...input }: ListPipelineExecutionsInput) {
      const { executions, declaration } = pipelineNamed(state, pipelineName!);
      const stageName = filter?.succeededInStage?.stageName;
      const selected = stageName === undefined ? executions
        : executions.filter(({ version, stages }) => version === declaration.version && stages.some(({ name, status }) => name === stageName && status === 'Succeeded'));
      const { items, nextToken } = page([...selected].reverse(), input);
      return {
        nextToken,
        pipelineExecutionSummaries: items.map(execution => ({
          ...summary(execution),
          startTime: execution.started,
          lastUpdateTime: execution.updated,
          sourceRevisions: execution.revisions.map(({ action, revision, summary: revisionSummary, url }) => ({
            actionName: action, revisionId: revision, revisionSummary, revisionUrl: url,
          })),
          ...(execution.stop ? { stopTrigger: { reason: execution.stop.reason } } : {}),
        })),
      };
    },
  };
}

const summary = (execution: ExecutionRecord) => ({
  pipelineExecutionId: execution.id,
  status: execution.status,
  statusSummary: execution.summary,
  trigger: { triggerType: execution.triggerType, triggerDetail: execution.triggerDetail },
  executionMode: execution.declaration.executionMode,
  executionType: execution.rollback ? 'ROLLBACK' : 'STANDARD',
  ...(execution.rollback ? { rollbackMetadata: { rollbackTargetPipelineExecutionId: execution.rollback.target } } : {}),
});

/** A stop waits for actions in progress, not for rules. */
const isActing = ({ actions }: ExecutionRecord) => actions.some(({ status }) => status === 'InProgress');

const artifactOf = (execution: ExecutionRecord, action: string) =>
  execution.declaration.stages!.flatMap(({ actions }) => actions!).find(({ name }) => name === action)?.outputArtifacts?.[0]?.name;
