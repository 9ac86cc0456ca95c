import type { AssembledModule } from '../../model/manifest';
import type { Problem } from '../../model/problem';
import type { DeployedStack } from '../aws/stacks';

/** What keeps a stack from being updated, and what a person has to do who knows why. */
const STUCK: Readonly<Record<string, readonly [string, string]>> = {
  ROLLBACK_COMPLETE: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  ROLLBACK_FAILED: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  CREATE_FAILED: ['its first deployment failed', 'delete it (aws cloudformation delete-stack)'],
  DELETE_FAILED: ['it could not be deleted', 'delete it (aws cloudformation delete-stack)'],
  UPDATE_ROLLBACK_FAILED: ['its last update could not be rolled back', 'roll it back (aws cloudformation continue-update-rollback)'],
};

/** Core modules whose stack nothing can be deployed to. */
export const failedStackProblems = (core: readonly Pick<AssembledModule, 'name' | 'stackName'>[], deployed: readonly DeployedStack[]): Problem[] =>
  core.flatMap(({ name, stackName }) => {
    const status = deployed.find(stack => stack.name === stackName)?.status ?? '';
    if (!STUCK[status]) return [];
    const [what, cure] = STUCK[status];
    return [{ where: `core module ${name}`, message: `the stack ${stackName} is in ${status}: ${what}, its events say why; ${cure}, then start the pipeline again` }];
  });
