import { ActionFailure, type ActionRun } from './context';
import { actingRole } from './roles';
import { useConnection } from './use-connection';
import type { ArtifactRecord, WorkRecord } from '../account/codepipeline';
import type { Asked } from '../account/permissions/asked';
import { targetOf } from '../account/permissions/targets/by-arn';
import { cloudformationTargets } from '../account/permissions/targets/cloudformation';
import { ARTIFACTS, PIPELINE, type ProviderNeed, PROVIDERS } from '../facts/providers';

type Where = ProviderNeed['on'];

/** Providers whose artifacts are read and written with the action's role; builds have a role of their own. */
const HANDLES_ARTIFACTS = ['Source/CodeStarSourceConnection', 'Source/S3', 'Deploy/CloudFormation', 'Invoke/Lambda'];

/** Rules do what actions of these providers do. */
const LIKE_ACTIONS: Readonly<Record<string, string>> = { LambdaInvoke: 'Invoke/Lambda', CodeBuild: 'Build/CodeBuild' };

/** Fails if the role of an action lacks what AWS's reference of the action's provider names. */
export const checkAction = (run: ActionRun) => {
  const { category, provider } = run.action.declaration.actionTypeId!;
  checkRights(run, `${category}/${provider}`);
};

export const checkRule = (run: ActionRun<WorkRecord>, provider: string) => checkRights(run, LIKE_ACTIONS[provider] ?? provider);

function checkRights(run: ActionRun<WorkRecord>, type: string): void {
  const { context: { account }, execution, caller } = run;
  if (!account.permissions) return;
  check(run, PIPELINE.needs, actingRole(account, execution, undefined).caller);
  check(run, [...PROVIDERS[type]?.needs ?? [], ...HANDLES_ARTIFACTS.includes(type) ? ARTIFACTS.needs : []], caller);
}

function check(run: ActionRun<WorkRecord>, needs: readonly ProviderNeed[], caller: string): void {
  const asked = needs.filter(({ when }) => isNeeded(run, when)).flatMap(need => askedFor(run, need));
  const message = run.context.account.permissions!.refuses({ caller, requestId: '' }, asked);
  if (message !== undefined) throw new ActionFailure(message, 'PermissionError');
}

function isNeeded({ configuration, inputs, outputs }: ActionRun<WorkRecord>, when: string | undefined): boolean {
  switch (when) {
    case undefined: case 'always': return true;
    case 'input': return Object.keys(inputs).length > 0;
    case 'output': return Object.keys(outputs).length > 0;
    case 'NotificationArn': return configuration.NotificationArn !== undefined;
    case 'no BatchEnabled': return configuration.BatchEnabled !== 'true';
    case 'BatchEnabled': return configuration.BatchEnabled === 'true';
    default: return when.split(' ').includes(configuration.ActionMode);
  }
}

function askedFor(run: ActionRun<WorkRecord>, { action, on, when }: ProviderNeed): Asked[] {
  const { context: { account }, configuration: { FullRepositoryId, BranchName } } = run;
  const arns = arnsOf(run, on, when);
  if (on === 'connection') return arns.map(arn => useConnection(arn, FullRepositoryId, BranchName));
  if (on === 'stack' && !isPresent(arns) && action === 'cloudformation:UpdateStack') return [];
  const context: Record<string, string> = action === 'iam:PassRole' ? { 'iam:PassedToService': 'cloudformation.amazonaws.com' } : {};
  return arns.map(arn => ({ action, target: targetOf(account, arn), context }));
}

/** Conditions on the tags of a stack are decided with those that it has: nothing is updated of one that does not exist. */
const isPresent = ([arn = '*']: readonly string[]) => !arn.endsWith('*');

function arnsOf({ context: { account }, configuration, inputs, outputs }: ActionRun<WorkRecord>, on: Where, when: string | undefined): string[] {
  const { partition } = account;
  const bucket = (name: string) => `arn:${partition}:s3:::${name}`;
  const object = ({ bucket: name, key }: ArtifactRecord) => `${bucket(name)}/${key}`;
  const artifacts = [...when === 'output' ? [] : Object.values(inputs), ...when === 'input' ? [] : Object.values(outputs)];
  const given = (value: string | undefined, arn: (text: string) => string) => value === undefined ? [] : [value.startsWith('arn:') ? value : arn(value)];
  switch (on) {
    case 'connection': return given(configuration.ConnectionArn, text => text);
    case 'source bucket': return given(configuration.S3Bucket, bucket);
    case 'source object': return given(configuration.S3Bucket, name => object({ bucket: name, key: configuration.S3ObjectKey }));
    case 'project': return given(configuration.ProjectName, name => account.arn('codebuild', `project/${name}`));
    case 'stack': return given(configuration.StackName, name => cloudformationTargets(account)('', { StackName: name }, '')[0].arn);
    case 'function': return given(configuration.FunctionName, name => account.arn('lambda', `function:${name}`));
    case 'pipeline': return given(configuration.PipelineName, name => account.arn('codepipeline', name));
    case 'topic': return given(configuration.NotificationArn, text => text);
    case 'role of the stack': return given(configuration.RoleArn, text => text);
    case 'artifact bucket': return [...new Set(artifacts.map(artifact => bucket(artifact.bucket)))];
    case 'artifact': return artifacts.map(object);
    case '*': return ['*'];
  }
}
