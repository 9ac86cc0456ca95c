import type { AssembledModule } from '../../model/manifest';
import type { Problem } from '../../model/problem';
import type { DeployedStack } from '../aws/stacks';

/** Statuses in which a stack cannot be updated, with their cause and the remedy. */
const BLOCKED: Readonly<Record<string, readonly [string, string]>> = {
  ROLLBACK_COMPLETE: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  ROLLBACK_FAILED: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  CREATE_FAILED: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  DELETE_FAILED: ['it could not be deleted', 'delete it (aws cloudformation delete-stack)'],
  UPDATE_ROLLBACK_FAILED: ['its last update could not be rolled back', 'roll it back (aws cloudformation continue-update-rollback)'],
};

/** Core modules whose stack cannot be updated. */
export const failedStackProblems = (core: readonly Pick<AssembledModule, 'name' | 'stackName'>[], deployed: readonly DeployedStack[]): Problem[] =>
  core.flatMap(({ name, stackName }) => {
    const status = deployed.find(stack => stack.name === stackName)?.status ?? '';
    if (!BLOCKED[status]) return [];
    const [cause, remedy] = BLOCKED[status];
    return [{ where: `core module ${name}`, message: `the stack ${stackName} is in ${status}: ${cause}, its events say why; ${remedy}, then start the pipeline again` }];
  });
