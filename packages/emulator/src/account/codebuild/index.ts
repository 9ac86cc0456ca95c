import type { ServiceFactory } from '../account';
import { buildOperations } from './builds';
import { projectOperations } from './projects';
import { buildStateOf } from './state';

export { endBuild, secondsBetween, startBuild } from './start';
export * from './state';

/** CodeBuild: its API and its state. The executor runs the builds. */
export const codebuildService: ServiceFactory = account => {
  const { projects, builds, numbers, tokens } = buildStateOf(account);
  return { state: { projects, builds, numbers, tokens }, operations: { ...projectOperations(account), ...buildOperations(account) } };
};
