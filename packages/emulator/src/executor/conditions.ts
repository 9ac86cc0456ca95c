import type { Context } from './context';
import { runRule } from './rule';
import {
  pipelineStateOf, setConditionStatus, type ConditionKind, type ConditionRecord, type ExecutionRecord, type RuleRecord,
} from '../account/codepipeline';

/** `failed` if a rule failed, `errored` if a rule could not be run. */
export type Verdict = 'met' | 'failed' | 'errored';

const OVERRIDDEN = new Error('the condition was overridden');
const DECIDED = new Error('another rule of the condition failed');

/**
 * Evaluates the condition of a stage. Its rules run concurrently; it is met when all succeed or when it is overridden. Rules still in
 * progress are abandoned when it is overridden, and when another rule has failed.
 */
export async function evaluate(
  context: Context, execution: ExecutionRecord, index: number, kind: ConditionKind, signal: AbortSignal,
): Promise<Verdict> {
  const { account } = context;
  const stage = execution.stages[index];
  const [{ result = 'FAIL', rules = [] }] = execution.declaration.stages![index][kind]!.conditions!;
  const condition: ConditionRecord = { status: 'InProgress', result, updated: new Date() };
  stage.conditions = { ...stage.conditions, [kind]: condition };
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const override = (overridden: ExecutionRecord, stageName: string, overriddenKind: ConditionKind) => {
    if (overridden === execution && stageName === stage.name && overriddenKind === kind) controller.abort(OVERRIDDEN);
  };
  const { signals } = pipelineStateOf(account);
  signals.on('overridden', override);
  signal.addEventListener('abort', abort, { once: true });
  setConditionStatus(account, execution, condition, 'InProgress');
  try {
    const records = await Promise.all(rules.map(async rule => {
      const record = await runRule(context, execution, stage.name, kind, rule, controller.signal);
      if (record.status === 'Failed') controller.abort(DECIDED);
      return record;
    }));
    if (signal.aborted) throw signal.reason;
    return conclude(context, execution, condition, controller.signal.reason === OVERRIDDEN, records);
  } finally {
    signals.off('overridden', override);
    signal.removeEventListener('abort', abort);
  }
}

function conclude(
  { account }: Context, execution: ExecutionRecord, condition: ConditionRecord, isOverridden: boolean, rules: readonly RuleRecord[],
): Verdict {
  const failed = rules.filter(({ status }) => status === 'Failed');
  const summary = failed.map(({ name, summary: said }) => `rule '${name}': ${said}`).join('; ');
  if (isOverridden) setConditionStatus(account, execution, condition, 'Overridden', 'overridden');
  else if (!failed.length) setConditionStatus(account, execution, condition, 'Succeeded');
  else if (failed.some(({ error }) => error!.code !== 'JobFailed')) setConditionStatus(account, execution, condition, 'Errored', summary);
  else setConditionStatus(account, execution, condition, 'Failed', summary);
  return condition.status === 'Failed' ? 'failed' : condition.status === 'Errored' ? 'errored' : 'met';
}
