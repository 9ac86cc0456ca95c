import { randomUUID } from 'crypto';
import type { RuleDeclaration } from '@aws-sdk/client-codepipeline';
import { artifactsNamed } from './artifacts';
import { ActionFailure, type ActionResult, type ActionRun, type Context } from './context';
import { checkRule } from './rights';
import { actingRole } from './roles';
import { ruleProviderOf } from './rules';
import { resolveVariables, variablesOf } from './variables';
import { setRuleStatus, type ConditionKind, type ExecutionRecord, type RuleRecord } from '../account/codepipeline';

const MINUTE = 60_000;

/** Runs one rule of a condition and records its result, unless it was abandoned before. */
export async function runRule(
  context: Context, execution: ExecutionRecord, stage: string, condition: ConditionKind, declaration: RuleDeclaration, signal: AbortSignal,
): Promise<RuleRecord> {
  const { account } = context;
  const now = new Date();
  const rule: RuleRecord = {
    id: randomUUID(),
    stage,
    condition,
    name: declaration.name!,
    declaration,
    resolved: {},
    status: 'InProgress',
    started: now,
    updated: now,
    inputs: artifactsNamed(execution, declaration.inputArtifacts),
  };
  execution.rules.push(rule);
  const end = (status: 'Succeeded' | 'Failed', { summary, externalId, externalUrl }: ActionResult, error?: RuleRecord['error']) => {
    if (rule.status !== 'InProgress') return;
    Object.assign(rule, { summary: summary ?? rule.summary, externalId: externalId ?? rule.externalId, externalUrl, ...(error ? { error } : {}) });
    setRuleStatus(account, execution, rule, status);
  };
  try {
    rule.resolved = resolveVariables(declaration.configuration ?? {}, variablesOf(execution));
    const run: ActionRun<RuleRecord> = {
      context,
      execution,
      action: rule,
      signal,
      outputs: {},
      configuration: rule.resolved,
      inputs: rule.inputs,
      ...actingRole(account, execution, declaration.roleArn),
      progress: summary => {
        if (rule.status === 'InProgress') rule.summary = summary;
      },
    };
    const provider = ruleProviderOf(account, declaration);
    checkRule(run, declaration.ruleTypeId!.provider!);
    end('Succeeded', await within(provider(run), declaration.timeoutInMinutes, signal));
  } catch (error) {
    const { message, code, externalId } = error as Partial<ActionFailure>;
    if (signal.aborted) setAbandoned(context, execution, rule);
    else end('Failed', { summary: message, externalId }, { code: error instanceof ActionFailure ? code! : 'InternalError', message: message! });
  }
  return rule;
}

function setAbandoned({ account }: Context, execution: ExecutionRecord, rule: RuleRecord) {
  if (rule.status === 'InProgress') setRuleStatus(account, execution, rule, 'Abandoned');
}

/** The result of a rule; fails after its timeout, and when the signal is aborted. */
async function within(result: Promise<ActionResult>, minutes: number | undefined, signal: AbortSignal): Promise<ActionResult> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (minutes !== undefined) timer = setTimeout(() => reject(new ActionFailure(`the rule did not end within its timeout of ${minutes} minutes`)), minutes * MINUTE).unref();
  });
  try {
    return await Promise.race([result, ended]);
  } finally {
    clearTimeout(timer);
  }
}
