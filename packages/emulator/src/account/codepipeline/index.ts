import type { ServiceFactory } from '../account';
import { executionOperations } from './executions';
import { overviewOperations } from './overview';
import { pipelineOperations } from './pipelines';
import { pipelineStateOf } from './state';

export { startExecution, interrupt } from './start';
export * from './state';
export { setActionStatus, setExecutionStatus, setStageStatus } from './status';

/** CodePipeline: its API and its state. What runs in a pipeline is the executor's. */
export const codepipelineService: ServiceFactory = account => {
  const { pipelines, jobs } = pipelineStateOf(account);
  return {
    state: { pipelines, jobs },
    operations: { ...pipelineOperations(account), ...executionOperations(account), ...overviewOperations(account) },
  };
};
