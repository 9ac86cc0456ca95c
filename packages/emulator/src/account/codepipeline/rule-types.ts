import type { RuleConfigurationProperty, RuleDeclaration, RuleType } from '@aws-sdk/client-codepipeline';
import { windowOf } from './deployment-window';

interface KnownRule {
  /** The members of the configuration, with whether they are required. */
  readonly configuration: Readonly<Record<string, boolean>>;
  readonly artifacts: readonly [minimum: number, maximum: number];
  /** Returns a further problem of the configuration. */
  readonly check?: (configuration: Readonly<Record<string, string>>) => string | undefined;
  /** Why the emulator does not run it; absent if it does. */
  readonly missing?: string;
}

const OPERATORS = ['EQ', 'NE', 'CONTAINS', 'MATCHES'] as const;

/** The rules of CodePipeline: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html}. */
export const RULES: Readonly<Record<string, KnownRule>> = {
  VariableCheck: {
    configuration: { Variable: true, Value: true, Operator: true },
    artifacts: [0, 0],
    check: ({ Operator }) => OPERATORS.some(each => each === Operator) ? undefined : `Operator is one of ${OPERATORS.join(', ')}, got '${Operator}'`,
  },
  LambdaInvoke: { configuration: { FunctionName: true, UserParameters: false }, artifacts: [0, 5] },
  CodeBuild: {
    configuration: { ProjectName: true, PrimarySource: false, BatchEnabled: false, CombineArtifacts: false, EnvironmentVariables: false },
    artifacts: [0, 5],
  },
  DeploymentWindow: { configuration: { Cron: true, TimeZone: false }, artifacts: [0, 0], check: problemOfWindow },
  CloudWatchAlarm: {
    configuration: { AlarmName: true, AlarmStates: false, WaitTime: false },
    artifacts: [0, 0],
    missing: 'it has no alarms',
  },
  Commands: { configuration: {}, artifacts: [0, 5], missing: 'it runs commands in build projects only' },
};

export const isRun = (provider: string) => RULES[provider] && !RULES[provider].missing;

/** Rules that conditions with the result SKIP can have. */
export const SKIPPING = ['LambdaInvoke', 'VariableCheck'];

/** Problems of a rule: what CodePipeline refuses, and what the emulator cannot run. */
export function problemsOfRule({ name, ruleTypeId, configuration = {}, inputArtifacts = [] }: RuleDeclaration): string[] {
  const { provider = '', category, owner = 'AWS', version = '1' } = ruleTypeId ?? {};
  const rule = RULES[provider];
  const runs = Object.keys(RULES).filter(isRun).join(', ');
  if (category !== 'Rule' || owner !== 'AWS' || String(version) !== '1' || !rule) {
    return [`rule '${name}' is of type ${category}/${owner}/${provider}/${version}, which does not exist; rules are ${Object.keys(RULES).map(each => `Rule/AWS/${each}/1`).join(', ')}`];
  }
  if (rule.missing) return [`rule '${name}' is of type ${provider}, which the emulator does not run, as ${rule.missing}; it runs ${runs}`];
  const missing = Object.entries(rule.configuration).flatMap(([member, isRequired]) => isRequired && !configuration[member] ? [member] : []);
  if (missing.length) return [`rule '${name}': its configuration lacks ${missing.join(', ')}`];
  const [least, most] = rule.artifacts;
  const hasVariables = Object.values(configuration).some(value => value.includes('#{'));
  const problem = hasVariables ? undefined : rule.check?.(configuration);
  return [
    ...(problem ? [`rule '${name}': ${problem}`] : []),
    ...(inputArtifacts.length < least || inputArtifacts.length > most ? [`rule '${name}' takes ${least} to ${most} input artifacts, got ${inputArtifacts.length}`] : []),
  ];
}

function problemOfWindow({ Cron, TimeZone }: Readonly<Record<string, string>>): string | undefined {
  try {
    windowOf(Cron, TimeZone);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The types of rules that the emulator runs, as ListRuleTypes returns them. */
export const ruleTypes = (): RuleType[] => Object.entries(RULES).filter(([provider]) => isRun(provider)).map(([provider, rule]) => ({
  id: { category: 'Rule', owner: 'AWS', provider, version: '1' },
  settings: {},
  ruleConfigurationProperties: Object.entries(rule.configuration)
    .map(([name, required]): RuleConfigurationProperty => ({ name, required, key: true, secret: false, queryable: false, type: 'String' })),
  inputArtifactDetails: { minimumCount: rule.artifacts[0], maximumCount: rule.artifacts[1] },
}));
