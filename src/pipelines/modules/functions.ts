import { Construct } from 'constructs';
import { CORE_MODULES, SOLUTION } from './parameters';
import { moduleStackName, requiresPath } from '../../registry/names';
import { pipelineFunction } from '../function';
import { answerJobs, lookAtStacks, readRegistry, watchPipelines, writeLogs } from '../grants';
import { coreRoleName, logGroupName } from '../names';
import { parameterArn, serviceRole, stackArn } from '../permissions';

/** The gate of all modules, and the function that waits for them. */
export function defineModuleFunctions(scope: Construct) {
  serviceRole(scope, 'FunctionRole', {
    name: coreRoleName(SOLUTION, 'gate'),
    service: 'lambda.amazonaws.com',
    permissions: [
      writeLogs(logGroupName(SOLUTION)), answerJobs, ...watchPipelines(SOLUTION), readRegistry(SOLUTION), lookAtStacks(SOLUTION),
      { actions: ['ssm:PutParameter'], resources: [parameterArn(requiresPath(SOLUTION, '*'))], because: 'the gate notes for each module what it requires' },
      {
        actions: ['cloudformation:DeleteStack'],
        resources: [stackArn(moduleStackName(SOLUTION, '*'))],
        because: 'the gate clears the stack of a module whose first deployment failed; ids of stacks end with random parts',
      },
    ],
  });
  return (['gate', 'verify'] as const).map(id =>
    pipelineFunction(scope, id, { solution: SOLUTION, coreModules: CORE_MODULES, role: '${FunctionRole.Arn}' }));
}
