import { strToU8, zipSync } from 'fflate';
import type { AwsError } from '../../account/aws-error';
import { putArtifact } from '../artifacts';
import { ActionFailure, type ActionResult, type ActionRun, type Provider } from '../context';
import { describeStack, operationSucceeded, stackAtRest, type StackSummary } from './stacks';
import { templateInput } from './template-input';

const NOTHING_TO_DO = /no updates are to be performed|didn't contain changes|no changes/i;
const REPLACED = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED', 'UPDATE_ROLLBACK_FAILED'];

type Mode = (run: ActionRun, stackName: string) => Promise<{ stack?: StackSummary; changed: boolean; summary?: string }>;

const MODES: Record<string, Mode> = {
  CREATE_UPDATE: createOrUpdate,
  REPLACE_ON_FAILURE: async (run, stackName) => {
    const stack = await stackAtRest(run.context.account, stackName);
    if (stack && REPLACED.includes(stack.StackStatus)) await remove(run, stackName);
    return createOrUpdate(run, stackName);
  },
  CHANGE_SET_REPLACE: replaceChangeSet,
  CHANGE_SET_EXECUTE: executeChangeSet,
  DELETE_ONLY: remove,
};

/** Creates, updates or deletes a stack. */
export const cloudFormation: Provider = async run => {
  const { context, action, configuration: { ActionMode, StackName, OutputFileName }, outputs } = run;
  const mode = MODES[ActionMode];
  if (!mode) throw new ActionFailure(`action '${action.name}': ActionMode '${ActionMode}' is none of ${Object.keys(MODES).join(', ')}`, 'ConfigurationError');
  if (!StackName) throw new ActionFailure(`action '${action.name}' has no StackName`, 'ConfigurationError');
  const { stack, changed, summary } = await mode(run, StackName).catch(error => {
    throw error instanceof ActionFailure ? error : new ActionFailure(`${(error as Error).message} (${(error as AwsError).code ?? 'InternalError'})`, 'JobFailed', StackName);
  });
  if (ActionMode !== 'CHANGE_SET_REPLACE') context.visits.push({ stack: StackName, changed, at: new Date() });
  const result = Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  if (OutputFileName) {
    const zip = Buffer.from(zipSync({ [OutputFileName]: strToU8(JSON.stringify(result)) }));
    for (const artifact of Object.values(outputs)) await putArtifact(context.account, artifact, zip, run);
  }
  return { summary: summary ?? (changed ? `stack ${StackName}: ${stack?.StackStatus ?? 'DELETE_COMPLETE'}` : `stack ${StackName} was left unchanged`), externalId: stack?.StackId, variables: result } satisfies ActionResult;
};

async function createOrUpdate(run: ActionRun, stackName: string): ReturnType<Mode> {
  const { context: { account }, caller } = run;
  const input = { ...await templateInput(run), StackName: stackName };
  const since = new Date();
  const existing = await stackAtRest(account, stackName);
  try {
    const operation = existing && existing.StackStatus !== 'REVIEW_IN_PROGRESS' ? 'UpdateStack' : 'CreateStack';
    const { StackId } = await account.call('cloudformation', operation, input, { caller });
    return { stack: await operationSucceeded(account, StackId, since), changed: true };
  } catch (error) {
    if (!NOTHING_TO_DO.test((error as Error).message)) throw error;
    return { stack: await describeStack(account, stackName), changed: false };
  }
}

async function remove(run: ActionRun, stackName: string): ReturnType<Mode> {
  const { context: { account }, configuration: { RoleArn }, caller } = run;
  const existing = await stackAtRest(account, stackName);
  if (!existing) return { changed: false, summary: `stack ${stackName} does not exist` };
  const since = new Date();
  await account.call('cloudformation', 'DeleteStack', { StackName: stackName, ...(RoleArn ? { RoleARN: RoleArn } : {}) }, { caller });
  await operationSucceeded(account, existing.StackId, since);
  return { changed: true, summary: `stack ${stackName}: DELETE_COMPLETE` };
}

async function replaceChangeSet(run: ActionRun, stackName: string): ReturnType<Mode> {
  const { context: { account }, configuration: { ChangeSetName }, caller } = run;
  if (!ChangeSetName) throw new ActionFailure('the action has no ChangeSetName', 'ConfigurationError');
  const names = { StackName: stackName, ChangeSetName };
  const { StackPolicyBody, ...input } = await templateInput(run);
  const existing = await stackAtRest(account, stackName);
  if (existing) {
    await account.call('cloudformation', 'DeleteChangeSet', names, { caller }).catch((error: AwsError) => {
      if (!/NotFound/.test(error.code)) throw error;
    });
  }
  const ChangeSetType = existing && existing.StackStatus !== 'REVIEW_IN_PROGRESS' ? 'UPDATE' : 'CREATE';
  await account.call('cloudformation', 'CreateChangeSet', { ...names, ...input, ChangeSetType }, { caller });
  const changeSet = await changeSetAtRest(run, stackName);
  if (changeSet.Status === 'FAILED' && !NOTHING_TO_DO.test(changeSet.StatusReason)) {
    throw new ActionFailure(`change set '${ChangeSetName}' of stack '${stackName}' failed: ${changeSet.StatusReason}`);
  }
  const count = changeSet.Changes?.length ?? 0;
  return { changed: false, summary: `change set ${ChangeSetName}: ${count ? `${count} changes` : 'no changes'}` };
}

async function executeChangeSet(run: ActionRun, stackName: string): ReturnType<Mode> {
  const { context: { account }, configuration: { ChangeSetName }, caller } = run;
  const since = new Date();
  const changeSet = await changeSetAtRest(run, stackName);
  if (changeSet.Status === 'FAILED' && NOTHING_TO_DO.test(changeSet.StatusReason)) return { stack: await describeStack(account, stackName), changed: false };
  await account.call('cloudformation', 'ExecuteChangeSet', { StackName: stackName, ChangeSetName }, { caller });
  return { stack: await operationSucceeded(account, changeSet.StackId, since), changed: true };
}

async function changeSetAtRest({ context: { account }, configuration: { ChangeSetName } }: ActionRun, StackName: string) {
  for (;;) {
    const changeSet = await account.call('cloudformation', 'DescribeChangeSet', { StackName, ChangeSetName });
    if (!/PENDING|IN_PROGRESS/.test(changeSet.Status)) return changeSet;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
