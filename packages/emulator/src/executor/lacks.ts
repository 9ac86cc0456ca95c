import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { providerOf } from './providers';
import type { Account } from '../account/account';

/** What the emulator does not support of a pipeline: actions, which fail when they are reached, and triggers, which start nothing. */
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
    ? [`the trigger of action '${gitConfiguration.sourceActionName}' filters pull requests, which the emulator does not have; it has pushes of branches and tags`]
    : [])];
}
