import type { Condition, FailureConditions, PipelineDeclaration, Result, StageDeclaration } from '@aws-sdk/client-codepipeline';
import type { ConditionKind } from './records';
import { problemsOfRule, SKIPPING } from './rule-types';

/** The results that each kind of condition can have: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html}. */
const RESULTS: Readonly<Record<ConditionKind, readonly Result[]>> = {
  beforeEntry: ['FAIL', 'SKIP'],
  onSuccess: ['FAIL', 'ROLLBACK'],
  onFailure: ['ROLLBACK'],
};
const MOST_RULES = 5;

/** Problems of the conditions of stages: what CodePipeline refuses, and what the emulator cannot run. */
export function conditions({ stages = [], pipelineType = 'V1', executionMode }: PipelineDeclaration): string[] {
  return stages.flatMap((stage, index) => {
    const kinds = (Object.keys(RESULTS) as ConditionKind[]).filter(kind => stage[kind]);
    if (!kinds.length) return [];
    const problems = kinds.flatMap(kind => [
      ...conditionsOf(stage, kind).flatMap(condition => inCondition(kind, condition)),
      ...(kind === 'onFailure' ? inFailure(stage.onFailure!) : []),
      ...(kind !== 'onFailure' && conditionsOf(stage, kind).length !== 1 || conditionsOf(stage, kind).length > 1 ? [`${kind} has one condition, got ${conditionsOf(stage, kind).length}`] : []),
    ]);
    const names = kinds.flatMap(kind => conditionsOf(stage, kind)).flatMap(({ rules = [] }) => rules.map(({ name }) => name));
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice) problems.push(`rule names are unique, got '${twice}' twice`);
    if (pipelineType !== 'V2') problems.push('conditions are for pipelines of type V2');
    if (rollsBack(stage) && index === 0) problems.push('the source stage cannot be rolled back');
    if (rollsBack(stage) && executionMode === 'PARALLEL') problems.push('a pipeline in the execution mode PARALLEL has no rollback');
    return problems.map(problem => `stage '${stage.name}': ${problem}`);
  });
}

const conditionsOf = (stage: StageDeclaration, kind: ConditionKind): readonly Condition[] => stage[kind]?.conditions ?? [];

const rollsBack = (stage: StageDeclaration) => stage.onFailure?.result === 'ROLLBACK'
  || (Object.keys(RESULTS) as ConditionKind[]).some(kind => conditionsOf(stage, kind).some(({ result }) => result === 'ROLLBACK'));

function inCondition(kind: ConditionKind, { result, rules = [] }: Condition): string[] {
  const problems = rules.flatMap(problemsOfRule);
  if (rules.length < 1 || rules.length > MOST_RULES) problems.push(`a condition has 1 to ${MOST_RULES} rules, got ${rules.length}`);
  if (result && !RESULTS[kind].includes(result)) problems.push(`the result of ${kind} is ${RESULTS[kind].join(' or ')}, got ${result}`);
  const others = rules.map(({ ruleTypeId }) => ruleTypeId?.provider).filter(provider => !SKIPPING.includes(provider ?? ''));
  if (result === 'SKIP' && others.length) problems.push(`only ${SKIPPING.join(' and ')} can be used with SKIP, got ${others.join(', ')}`);
  return problems;
}

function inFailure({ result, retryConfiguration, conditions: failureConditions = [] }: FailureConditions): string[] {
  const problems: string[] = [];
  if (result && result !== 'ROLLBACK' && result !== 'RETRY') problems.push(`the result of onFailure is ROLLBACK or RETRY, got ${result}`);
  if (result === 'RETRY' && failureConditions.length) problems.push('automatic retry cannot be used with conditions of onFailure');
  if (retryConfiguration && result !== 'RETRY') problems.push('onFailure has a retryConfiguration, but its result is not RETRY');
  if (!result && !failureConditions.length) problems.push('onFailure has neither a result nor a condition');
  return problems;
}
