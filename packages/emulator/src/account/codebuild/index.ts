import type { ServiceFactory } from '../account';
import { buildOperations } from './builds';
import { projectOperations } from './projects';
import { buildStateOf } from './state';

export { endBuild, startBuild } from './builds';
export * from './state';

/** CodeBuild: its API and its state. What a build does is the executor's. */
export const codebuildService: ServiceFactory = account => {
  const { projects, builds, numbers } = buildStateOf(account);
  return { state: { projects, builds, numbers }, operations: { ...projectOperations(account), ...buildOperations(account) } };
};
