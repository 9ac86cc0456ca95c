import type { Account } from '../../account';
import type { BuildState } from '../../codebuild';
import type { ConnectionState } from '../../codeconnections/state';
import type { PipelineState } from '../../codepipeline';
import { tagMap } from '../../tags';
import type { Target, Targets } from '../asked';

const lowerTagMap = (tags: readonly { key?: string; value?: string }[] = []) => Object.fromEntries(tags.map(({ key, value }) => [key!, value ?? '']));

/** Pipelines, their stages (`pipeline/stage`) and actions (`pipeline/stage/action`). */
export function codepipelineTargets(account: Account): Targets {
  const { pipelines } = account.stateOf('codepipeline') as PipelineState;
  return (_operation, input, action): Target[] => {
    const reference: string | undefined = input.pipelineName ?? input.pipeline?.name ?? input.name ?? input.resourceArn?.split(':').pop();
    if (reference === undefined) return [{ arn: '*' }];
    const parts = [reference, ...isOfStage(action) ? [input.stageName] : [], ...action.endsWith(':PutApprovalResult') ? [input.stageName, input.actionName] : []];
    return [{ arn: account.arn('codepipeline', parts.join('/')), tags: pipelines[reference] && lowerTagMap(pipelines[reference].tags) }];
  };
}

const isOfStage = (action: string) => /:(RetryStageExecution|RollbackStage|OverrideStageCondition|DisableStageTransition|EnableStageTransition)$/.test(action);

/** Projects, by their names or the ids of their builds. */
export function codebuildTargets(account: Account): Targets {
  const { projects } = account.stateOf('codebuild') as BuildState;
  return (operation, input) => {
    const ids: string[] = [input.ids, input.id].flat().filter(Boolean);
    const builds = ids.map(id => id.replace(/^arn:.*:build\//, '').split(':')[0]);
    const names = input.projectName ?? input.names ?? (builds.length ? builds : input.name);
    return [names].flat().filter(Boolean).map((name: string) => name.replace(/^arn:.*:project\//, ''))
      .map(name => ({ arn: account.arn('codebuild', `project/${name}`), tags: operation === 'CreateProject' ? undefined : lowerTagMap(projects[name]?.tags) }));
  };
}

export function codeconnectionsTargets(account: Account): Targets {
  const { connections } = account.stateOf('codeconnections') as ConnectionState;
  return (_operation, { ConnectionArn, ResourceArn, ConnectionName }) => {
    const arn: string | undefined = ConnectionArn ?? ResourceArn ?? (ConnectionName && account.arn('codeconnections', 'connection/*'));
    return [arn === undefined ? { arn: '*' } : { arn, tags: connections[arn] && tagMap(connections[arn].Tags) }];
  };
}

export function cloudtrailTargets(account: Account): Targets {
  return (_operation, { Name, TrailName, ResourceId }) => {
    const reference: string | undefined = Name ?? TrailName ?? ResourceId;
    if (reference === undefined) return [{ arn: '*' }];
    return [{ arn: reference.startsWith('arn:') ? reference : account.arn('cloudtrail', `trail/${reference}`) }];
  };
}
