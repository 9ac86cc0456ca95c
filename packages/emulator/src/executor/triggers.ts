import type { ActionDeclaration, GitPushFilter, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { globOf } from './glob';
import type { Account } from '../account/account';
import { connectionStateOf, type Push } from '../account/codeconnections';
import { pipelineStateOf, startExecution } from '../account/codepipeline';

/** Path filters look at the first files of a push only. */
const MOST_FILES = 100;

/** Starts the pipelines whose triggers match a push. */
export function listenToPushes(account: Account) {
  connectionStateOf(account).signals.on('push', push => {
    const { repository, branch, tag, commit } = push;
    for (const pipeline of Object.values(pipelineStateOf(account).pipelines)) {
      const source = sourceTriggeredBy(pipeline.declaration, push);
      if (!source) continue;
      startExecution(account, pipeline, {
        cause: 'push',
        triggerType: 'WebhookV2',
        triggerDetail: JSON.stringify({ FullRepositoryName: repository, BranchName: branch, TagName: tag, CommitId: commit }),
        overrides: [{ action: source.name!, type: 'COMMIT_ID', revision: commit, branch }],
      });
    }
  });
}

/**
 * The source action of a pipeline that a push starts, if there is one. A trigger replaces the branch of the action:
 * {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html}.
 */
export function sourceTriggeredBy(pipeline: PipelineDeclaration, push: Push): ActionDeclaration | undefined {
  return pipeline.stages![0].actions!.find(action => {
    const { provider } = action.actionTypeId!;
    const { FullRepositoryId, BranchName, DetectChanges = 'true' } = action.configuration ?? {};
    if (provider !== 'CodeStarSourceConnection' || FullRepositoryId !== push.repository) return false;
    const trigger = pipeline.triggers?.find(({ gitConfiguration }) => gitConfiguration?.sourceActionName === action.name);
    if (!trigger) return DetectChanges !== 'false' && push.tag === undefined && BranchName === push.branch;
    return (trigger.gitConfiguration!.push ?? []).some(filter => passes(filter, push));
  });
}

/** A push has to match all criteria of a filter. The push of a new branch has no changed paths, so path filters do not match it. */
function passes({ tags, branches, filePaths }: GitPushFilter, { branch, tag, files, isNewBranch }: Push): boolean {
  if (tag !== undefined) return tags !== undefined && matches(tags, [tag]);
  if (tags || (branches && !matches(branches, [branch!]))) return false;
  return !filePaths || (!isNewBranch && matches(filePaths, files.slice(0, MOST_FILES)));
}

/** Whether at least one value is included and not excluded. */
function matches({ includes, excludes }: { includes?: string[]; excludes?: string[] }, values: readonly string[]): boolean {
  const any = (patterns: readonly string[], value: string) => patterns.some(pattern => globOf(pattern).test(value));
  return values.some(value => (!includes?.length || any(includes, value)) && !(excludes?.length && any(excludes, value)));
}
