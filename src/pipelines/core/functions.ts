import { Construct } from 'constructs';
import { CoreSettings } from './settings';
import { pipelineFunction } from '../function';
import { answerJobs, lookAtStacks, readRegistry, watchPipelines, writeLogs } from '../grants';
import { coreRoleName, logGroupName } from '../names';
import { serviceRole } from '../permissions';

/** The functions that the core pipeline calls. Those that only the others call stand beside the module-definition pipeline. */
export function defineFunctions(scope: Construct, { solution, core }: CoreSettings) {
  serviceRole(scope, 'FunctionRole', {
    name: coreRoleName(solution, 'functions'),
    service: 'lambda.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(solution)), answerJobs, ...watchPipelines(solution, 'codepipeline:StartPipelineExecution'), readRegistry(solution),
      lookAtStacks(solution),
    ],
  });
  for (const id of ['ensure', 'announce'] as const) {
    pipelineFunction(scope, id, { solution, coreModules: core.map(({ name }) => name).join(','), role: '${FunctionRole.Arn}' });
  }
}
