import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { providerOf } from './providers';
import type { Account } from '../account/account';

/** What of a pipeline is not run here, in words: actions, which fail once they are reached, and triggers, which start nothing. */
export function lacksOf(account: Account, { stages = [], triggers = [] }: PipelineDeclaration): string[] {
  const actions = stages.flatMap(stage => stage.actions ?? []).flatMap(action => {
    try {
      providerOf(account, action);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  return [...actions, ...triggers.flatMap(({ gitConfiguration }) => gitConfiguration?.pullRequest?.length
    ? [`the trigger of action '${gitConfiguration.sourceActionName}' waits for pull requests, of which there are none here; pushes of branches and tags are followed`]
    : [])];
}
