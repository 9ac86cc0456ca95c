import type { ActionDeclaration, GitPushFilter, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import picomatch from 'picomatch';
import type { Account } from '../account/account';
import { connectionStateOf, type Push } from '../account/codeconnections';
import { pipelineStateOf, startExecution } from '../account/codepipeline';

/** Starts the pipelines that a push is for. */
export function listenToPushes(account: Account) {
  connectionStateOf(account).signals.on('push', push => {
    for (const pipeline of Object.values(pipelineStateOf(account).pipelines)) {
      const source = sourceTriggeredBy(pipeline.declaration, push);
      if (!source) continue;
      startExecution(account, pipeline, {
        cause: 'push',
        triggerType: 'WebhookV2',
        triggerDetail: JSON.stringify({ FullRepositoryName: push.repository, BranchName: push.branch, CommitId: push.commit }),
        overrides: [{ action: source.name!, type: 'COMMIT_ID', revision: push.commit, branch: push.branch }],
      });
    }
  });
}

/** The source action of a pipeline that a push starts, if it does. */
export function sourceTriggeredBy(pipeline: PipelineDeclaration, push: Push): ActionDeclaration | undefined {
  return pipeline.stages![0].actions!.find(action => {
    const { provider } = action.actionTypeId!;
    const { FullRepositoryId, BranchName, DetectChanges = 'true' } = action.configuration ?? {};
    if (provider !== 'CodeStarSourceConnection' || FullRepositoryId !== push.repository) return false;
    const trigger = pipeline.triggers?.find(({ gitConfiguration }) => gitConfiguration?.sourceActionName === action.name);
    if (!trigger) return DetectChanges !== 'false' && BranchName === push.branch;
    const filters = trigger.gitConfiguration!.push;
    return filters?.length ? filters.some(filter => passes(filter, push)) : false;
  });
}

function passes({ tags, branches, filePaths }: GitPushFilter, push: Push): boolean {
  if (tags) return false;
  if (branches && !matches(branches, [push.branch])) return false;
  return !filePaths || matches(filePaths, push.files);
}

/** Whether one of the values is included and not excluded. */
function matches({ includes, excludes }: { includes?: string[]; excludes?: string[] }, values: readonly string[]): boolean {
  const any = (patterns: readonly string[], value: string) => patterns.some(pattern => picomatch.isMatch(value, pattern, { dot: true }));
  return values.some(value => (!includes?.length || any(includes, value)) && !(excludes?.length && any(excludes, value)));
}
