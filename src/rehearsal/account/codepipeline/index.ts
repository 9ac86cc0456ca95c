import type { ServiceFactory } from '../service';
import { executionOperations } from './executions';
import { overviewOperations } from './overview';
import { pipelineOperations } from './pipelines';

export { startExecution, interrupt } from './start';
export * from './state';
export { setActionStatus, setExecutionStatus, setStageStatus } from './status';

/** CodePipeline: its API and its state. What runs in a pipeline is the executor's. */
export const codepipelineService: ServiceFactory = account => ({
  operations: { ...pipelineOperations(account), ...executionOperations(account), ...overviewOperations(account) },
});
