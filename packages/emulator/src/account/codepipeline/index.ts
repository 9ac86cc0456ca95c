import type { ServiceFactory } from '../account';
import { answerOperations } from './answers';
import { executionOperations } from './executions';
import { overviewOperations } from './overview';
import { pipelineOperations } from './pipelines';
import { ruleOperations } from './rules';
import { stageOperations } from './stages';
import { pipelineStateOf } from './state';

export { windowOf } from './deployment-window';
export * from './records';
export { interrupt, outputsOf, startExecution, startRollback } from './start';
export * from './state';
export { setActionStatus, setConditionStatus, setExecutionStatus, setRuleStatus, setStageStatus } from './status';

/** CodePipeline: its API and its state. The executor runs the pipelines. */
export const codepipelineService: ServiceFactory = account => {
  const { pipelines, jobs } = pipelineStateOf(account);
  return {
    state: { pipelines, jobs },
    operations: {
      ...pipelineOperations(account),
      ...executionOperations(account),
      ...stageOperations(account),
      ...answerOperations(account),
      ...overviewOperations(account),
      ...ruleOperations(account),
    },
  };
};
