import type { ServiceFactory } from '../service';
import { buildOperations } from './builds';
import { projectOperations } from './projects';

export { endBuild, startBuild } from './builds';
export * from './state';

/** CodeBuild: its API and its state. What a build does is the executor's. */
export const codebuildService: ServiceFactory = account => ({ operations: { ...projectOperations(account), ...buildOperations(account) } });
