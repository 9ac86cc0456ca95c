import type { ListRuleExecutionsInput, ListRuleTypesInput } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account';
import type { Operation } from '../service';
import { artifactDetails, resultOf } from './details';
import { executionsIn, page, pipelineNamed } from './lookup';
import type { ExecutionRecord, RuleRecord } from './records';
import { ruleTypes } from './rule-types';
import { pipelineStateOf } from './state';

/** Types of rules, and executions of rules. */
export function ruleOperations(account: Account): Record<string, Operation> {
  const state = pipelineStateOf(account);
  return {
    ListRuleTypes: ({ regionFilter = account.region }: ListRuleTypesInput) => ({ ruleTypes: regionFilter === account.region ? ruleTypes() : [] }),
    ListRuleExecutions({ pipelineName, filter, ...input }: ListRuleExecutionsInput) {
      const executions = executionsIn(pipelineNamed(state, pipelineName!), filter);
      const details = executions.flatMap(execution => [...execution.rules].reverse().map(rule => detail(account, execution, rule)));
      const { items, nextToken } = page(details, input);
      return { ruleExecutionDetails: items, nextToken };
    },
  };
}

const detail = (account: Account, execution: ExecutionRecord, rule: RuleRecord) => ({
  pipelineExecutionId: execution.id,
  ruleExecutionId: rule.id,
  pipelineVersion: execution.version,
  stageName: rule.stage,
  ruleName: rule.name,
  startTime: rule.started,
  lastUpdateTime: rule.updated,
  status: rule.status,
  input: {
    ruleTypeId: rule.declaration.ruleTypeId,
    configuration: rule.declaration.configuration,
    resolvedConfiguration: rule.resolved,
    roleArn: rule.declaration.roleArn,
    region: rule.declaration.region ?? account.region,
    inputArtifacts: artifactDetails(rule.inputs),
  },
  output: { executionResult: resultOf(rule) },
});
