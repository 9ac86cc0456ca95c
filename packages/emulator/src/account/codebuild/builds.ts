import type { BatchGetBuildsInput, ListBuildsForProjectInput, ListBuildsInput, RetryBuildInput, SortOrderType, StartBuildInput, StopBuildInput } from '@aws-sdk/client-codebuild';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Call, Operation } from '../service';
import { describe } from './describe';
import { checkBatch, page } from './lists';
import { endBuild, startBuild } from './start';
import { buildStateOf, type BuildRecord } from './state';

/** Builds: start, stop, retry, read. */
export function buildOperations(account: Account): Record<string, Operation> {
  const state = buildStateOf(account);
  const find = (idOrArn: string): BuildRecord | undefined => state.builds[idOrArn] ?? Object.values(state.builds).find(({ arn }) => arn === idOrArn);
  const buildOf = (idOrArn: string) => {
    const build = find(idOrArn);
    if (!build) throw new AwsError('ResourceNotFoundException', `Build '${idOrArn}' does not exist`);
    return build;
  };
  const start = (input: StartBuildInput, token: string | undefined, { caller }: Call) => {
    const known = token === undefined ? undefined : state.builds[state.tokens[token]];
    const build = known ?? startBuild(account, input, { initiator: caller.split('/').at(-1)! });
    if (token !== undefined) state.tokens[token] = build.id;
    return { build: describe(account, build) };
  };
  const list = (builds: readonly BuildRecord[], order: SortOrderType, token: string | undefined) => {
    const ids = builds.map(({ id }) => id);
    if (order === 'DESCENDING') ids.reverse();
    const { items, next } = page(ids, token);
    return { ids: items, nextToken: next };
  };
  return {
    StartBuild: (input: StartBuildInput, call) => start(input, input.idempotencyToken, call),
    RetryBuild({ id, idempotencyToken }: RetryBuildInput, call) {
      const build = buildOf(id!);
      if (build.status === 'IN_PROGRESS') throw new AwsError('InvalidInputException', `Build '${build.id}' is in progress: only a build that has ended can be retried`);
      if (build.pipeline) {
        throw new AwsError('InvalidInputException', `Build '${build.id}' was started by pipeline '${build.pipeline.initiator}': retry the pipeline's stage instead`);
      }
      return start(build.input, idempotencyToken, call);
    },
    StopBuild({ id }: StopBuildInput) {
      const build = buildOf(id!);
      if (build.status === 'IN_PROGRESS') {
        endBuild(account, build, 'STOPPED');
        state.signals.emit('stopped', build);
      }
      return { build: describe(account, build) };
    },
    BatchGetBuilds({ ids }: BatchGetBuildsInput) {
      checkBatch('ids', ids!);
      const found = ids!.map(find);
      return { builds: found.flatMap(build => build ? [describe(account, build)] : []), buildsNotFound: ids!.filter((_, index) => !found[index]) };
    },
    ListBuilds: ({ nextToken, sortOrder = 'DESCENDING' }: ListBuildsInput) => list(Object.values(state.builds), sortOrder, nextToken),
    ListBuildsForProject({ projectName, nextToken, sortOrder = 'DESCENDING' }: ListBuildsForProjectInput) {
      if (!state.projects[projectName!]) throw new AwsError('ResourceNotFoundException', `Project '${projectName}' does not exist`);
      return list(Object.values(state.builds).filter(({ project }) => project.name === projectName), sortOrder, nextToken);
    },
  };
}
