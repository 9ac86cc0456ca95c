import { randomUUID } from 'crypto';
import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import { artifactsNamed, newArtifact } from './artifacts';
import { ActionFailure, type ActionResult, type ActionRun, type Context } from './context';
import { providerOf } from './providers';
import { checkAction } from './rights';
import { actingRole } from './roles';
import { resolveVariables, variablesOf } from './variables';
import { setActionStatus, type ActionRecord, type ArtifactRecord, type ExecutionRecord } from '../account/codepipeline';

/** Runs one action and records it; false if it failed. What an action does after its execution was interrupted is not recorded. */
export async function runAction(
  context: Context, execution: ExecutionRecord, stage: string, declaration: ActionDeclaration, signal: AbortSignal,
): Promise<boolean> {
  const { account } = context;
  const now = new Date();
  const action: ActionRecord = {
    id: randomUUID(),
    stage,
    name: declaration.name!,
    declaration,
    resolved: {},
    status: 'InProgress',
    started: now,
    updated: now,
    inputs: artifactsNamed(execution, declaration.inputArtifacts),
    outputs: {},
    variables: {},
  };
  execution.actions.push(action);
  setActionStatus(account, execution, action, 'InProgress');
  const where = { pipeline: execution.pipeline, stage, action: action.name };
  try {
    account.faults?.checkAction('before', where);
    const outputs = Object.fromEntries((declaration.outputArtifacts ?? []).map(({ name }) => [name!, newArtifact(account, execution, name!)]));
    action.resolved = resolveVariables(declaration.configuration ?? {}, variablesOf(execution));
    const run: ActionRun = {
      context,
      execution,
      action,
      signal,
      outputs,
      configuration: action.resolved,
      inputs: action.inputs,
      ...actingRole(account, execution, declaration.roleArn),
      progress: summary => {
        action.summary = summary;
      },
    };
    const provider = providerOf(account, declaration);
    checkAction(run);
    const result = await provider(run);
    account.faults?.checkAction('after', where);
    return finish(context, execution, action, result, outputs);
  } catch (error) {
    if (action.status !== 'InProgress') return false;
    const { message, code, externalId } = error as Partial<ActionFailure>;
    action.error = { code: error instanceof ActionFailure ? code! : 'InternalError', message: message! };
    action.summary = message;
    action.externalId = externalId ?? action.externalId;
    setActionStatus(account, execution, action, 'Failed');
    return false;
  }
}

type Artifacts = Record<string, ArtifactRecord>;

function finish({ account }: Context, execution: ExecutionRecord, action: ActionRecord, result: ActionResult, outputs: Artifacts): boolean {
  const answered = action.declaration.actionTypeId!.category === 'Approval' && action.status === 'Succeeded';
  if (action.status !== 'InProgress') return answered;
  const { revision } = result;
  if (revision) execution.revisions.push({ action: action.name, revision: revision.id, summary: revision.summary, url: revision.url });
  const revised = Object.entries(outputs).map(([name, artifact]) => [name, { ...artifact, ...(revision ? { revision: revision.id } : {}) }]);
  action.outputs = Object.fromEntries(revised) as Artifacts;
  Object.assign(execution.artifacts, action.outputs);
  action.variables = { ...result.variables };
  action.summary = result.summary ?? action.summary;
  action.externalId = result.externalId ?? action.externalId;
  action.externalUrl = result.externalUrl;
  setActionStatus(account, execution, action, 'Succeeded');
  return true;
}
