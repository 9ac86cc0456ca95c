import {
  CodePipelineClient, ConditionNotOverridableException, CreatePipelineCommand, GetPipelineCommand, GetPipelineStateCommand,
  InvalidStructureException, ListPipelineExecutionsCommand, ListRuleExecutionsCommand, ListRuleTypesCommand, OverrideStageConditionCommand,
  PipelineNotFoundException, RollbackStageCommand,
  type PipelineDeclaration, type RuleDeclaration, type StageDeclaration, UnableToRollbackStageException,
} from '@aws-sdk/client-codepipeline';
import { check, condition, rule, staged } from '../../executor/stages';
import { approve } from '../../executor/support';
import { served, type Served } from '../served';

let account: Served;
let client: CodePipelineClient;
beforeEach(async () => {
  account = await served();
  client = new CodePipelineClient(account.config);
});
afterEach(async () => {
  client.destroy();
  await account.close();
});

const create = (pipeline: PipelineDeclaration) => client.send(new CreatePipelineCommand({ pipeline }));
const withStage = (stage: Partial<StageDeclaration>, more: Partial<PipelineDeclaration> = {}) => staged('p', [{ name: 'Ask', actions: [approve('Ask')], ...stage }], more);
const HOLDS = check('a', 'EQ', 'a');
const many = (count: number): RuleDeclaration[] => Array.from({ length: count }, (_, n) => ({ ...HOLDS, name: `Rule${n}` }));

/** "Configure conditions for a stage", "Pipeline declaration" and the rule reference in the CodePipeline user guide; counts: Condition and BeforeEntryConditions in the API reference. */
describe('a pipeline is refused', () => {
  test.each<[string, PipelineDeclaration, string]>([
    ['with SKIP after the entry', withStage({ onSuccess: condition('SKIP', HOLDS) }), "stage 'Ask': the result of onSuccess is FAIL or ROLLBACK, got SKIP"],
    ['with SKIP for a failure', withStage({ onFailure: condition('SKIP', HOLDS) }), "stage 'Ask': the result of onFailure is ROLLBACK, got SKIP"],
    ['with ROLLBACK at the entry', withStage({ beforeEntry: condition('ROLLBACK', HOLDS) }), 'the result of beforeEntry is FAIL or SKIP, got ROLLBACK'],
    ['with SKIP by a rule that cannot decide it', withStage({ beforeEntry: condition('SKIP', rule('DeploymentWindow', { Cron: '* * * * * ?' })) }), 'only LambdaInvoke and VariableCheck can be used with SKIP, got DeploymentWindow'],
    ['with a rule that the emulator does not run', withStage({ beforeEntry: condition('FAIL', rule('CloudWatchAlarm', { AlarmName: 'a' })) }), "rule 'CloudWatchAlarm' is of type CloudWatchAlarm, which the emulator does not run, as it has no alarms; it runs VariableCheck, LambdaInvoke, CodeBuild, DeploymentWindow"],
    ['with commands of its own', withStage({ beforeEntry: condition('FAIL', rule('Commands', {}, { commands: ['true'] })) }), "rule 'Commands' is of type Commands, which the emulator does not run"],
    ['with a rule that does not exist', withStage({ beforeEntry: condition('FAIL', rule('Weather', {})) }), "rule 'Weather' is of type Rule/AWS/Weather/1, which does not exist; rules are Rule/AWS/VariableCheck/1,"],
    ['with a rule that lacks something', withStage({ beforeEntry: condition('FAIL', rule('VariableCheck', { Variable: 'a' })) }), "rule 'VariableCheck': its configuration lacks Value, Operator"],
    ['with an operator that does not exist', withStage({ beforeEntry: condition('FAIL', check('a', 'GT', '1')) }), "rule 'VariableCheck': Operator is one of EQ, NE, CONTAINS, MATCHES, got 'GT'"],
    ['with a window that cannot be read', withStage({ beforeEntry: condition('FAIL', rule('DeploymentWindow', { Cron: '0 9 * * *' })) }), "rule 'DeploymentWindow': Cron is an expression of 6 or 7 fields"],
    ['with no rule', withStage({ beforeEntry: condition('FAIL') }), 'a condition has 1 to 5 rules, got 0'],
    ['with six rules', withStage({ beforeEntry: condition('FAIL', ...many(6)) }), 'a condition has 1 to 5 rules, got 6'],
    ['with two conditions', withStage({ beforeEntry: { conditions: [{ result: 'FAIL', rules: many(1) }, { result: 'FAIL', rules: many(2).slice(1) }] } }), 'beforeEntry has one condition, got 2'],
    ['with two rules of one name', withStage({ beforeEntry: condition('FAIL', HOLDS), onSuccess: condition('FAIL', HOLDS) }), "rule names are unique, got 'VariableCheck' twice"],
    ['with a rule that reads what comes later', withStage({ beforeEntry: condition('FAIL', rule('LambdaInvoke', { FunctionName: 'f' }, { inputArtifacts: [{ name: 'Later' }] })) }), "rule 'LambdaInvoke' reads artifact 'Later', which no action before it produces"],
    ['with a rule that takes no artifacts, but has one', withStage({ beforeEntry: condition('FAIL', { ...HOLDS, inputArtifacts: [{ name: 'Source' }] }) }), "rule 'VariableCheck' takes 0 to 0 input artifacts, got 1"],
    ['with automatic retry and conditions', withStage({ onFailure: { result: 'RETRY', ...condition('ROLLBACK', HOLDS) } }), 'automatic retry cannot be used with conditions of onFailure'],
    ['with a result of a failure that there is not', withStage({ onFailure: { result: 'FAIL' } }), 'the result of onFailure is ROLLBACK or RETRY, got FAIL'],
    ['with how to retry, but no retry', withStage({ onFailure: { result: 'ROLLBACK', retryConfiguration: { retryMode: 'ALL_ACTIONS' } } }), 'onFailure has a retryConfiguration, but its result is not RETRY'],
    ['with an empty failure', withStage({ onFailure: {} }), 'onFailure has neither a result nor a condition'],
    ['in the execution mode PARALLEL with a rollback', withStage({ onSuccess: condition('ROLLBACK', HOLDS) }, { executionMode: 'PARALLEL' }), 'a pipeline in the execution mode PARALLEL has no rollback'],
    ['of type V1 with conditions', withStage({ beforeEntry: condition('FAIL', HOLDS) }, { pipelineType: 'V1' }), 'conditions are for pipelines of type V2'],
    ['with a source stage that rolls back', (({ stages, ...more }) => ({ ...more, stages: [{ ...stages![0], onFailure: { result: 'ROLLBACK' as const } }, stages![1]] }))(withStage({})), "stage 'Source': the source stage cannot be rolled back"],
  ])('%s', async (_, declaration, message) => {
    const refused = create(declaration);
    await expect(refused).rejects.toBeInstanceOf(InvalidStructureException);
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test('with all problems at once', async () => {
    await expect(create(withStage({ beforeEntry: condition('ROLLBACK', check('a', 'GT', '1')), onFailure: { result: 'FAIL' } }))).rejects.toMatchObject({
      message: expect.stringMatching(/Operator is one of .*the result of beforeEntry is .*the result of onFailure is /),
    });
  });

  /** Limits: GitConfiguration, GitPushFilter and GitBranchFilterCriteria in the API reference. */
  test.each<[string, object, string]>([
    ['with tags and branches in one filter', { push: [{ tags: { includes: ['v*'] }, branches: { includes: ['main'] } }] }, 'a filter of tags has neither branches nor filePaths'],
    ['with four filters', { push: Array.from({ length: 4 }, () => ({ branches: { includes: ['main'] } })) }, 'it has at most 3 filters of each kind'],
    ['with nine patterns', { push: [{ branches: { includes: Array.from({ length: 9 }, String) } }] }, 'branches.includes has at most 8 patterns, got 9'],
    ['without filters', {}, 'it has no filter of push or pullRequest'],
    ['of a source without a connection', { push: [{ branches: { includes: ['main'] } }] }, 'there is no source action of a connection with this name'],
  ])('with a trigger %s', async (_, gitConfiguration, message) => {
    const declaration = withStage({}, { triggers: [{ providerType: 'CodeStarSourceConnection', gitConfiguration: { sourceActionName: 'Take', ...gitConfiguration } }] });
    await expect(create(declaration)).rejects.toMatchObject({ name: 'InvalidStructureException', message: expect.stringContaining(message) });
  });
});

describe('conditions', () => {
  const full = withStage({
    beforeEntry: condition('SKIP', check('#{variables.LEVEL}', 'EQ', 'high', { name: 'Level', roleArn: 'arn:aws:iam::123456789012:role/rule', timeoutInMinutes: 5 })),
    onSuccess: condition('ROLLBACK', rule('LambdaInvoke', { FunctionName: 'f' }, { inputArtifacts: [{ name: 'Source' }], region: 'us-east-1' })),
    onFailure: condition('ROLLBACK', rule('CodeBuild', { ProjectName: 'p' }, { inputArtifacts: [{ name: 'Source' }] })),
  });

  test('are part of a pipeline, and have a state before their evaluation', async () => {
    await create(full);
    const { pipeline } = await client.send(new GetPipelineCommand({ name: 'p' }));
    const { beforeEntry, onSuccess, onFailure } = full.stages![1];
    expect(pipeline!.stages![1]).toMatchObject({ beforeEntry, onSuccess, onFailure });
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'p' }));
    expect(stageStates![1]).toMatchObject({
      beforeEntryConditionState: { conditionStates: [{ ruleStates: [{ ruleName: 'Level' }] }] },
      onSuccessConditionState: { conditionStates: [{ ruleStates: [{ ruleName: 'LambdaInvoke' }] }] },
      onFailureConditionState: { conditionStates: [{ ruleStates: [{ ruleName: 'CodeBuild' }] }] },
    });
    await expect(client.send(new ListRuleExecutionsCommand({ pipelineName: 'p' }))).resolves.toMatchObject({ ruleExecutionDetails: [] });
  });

  test('cannot be overridden before they are evaluated, nor rolled back to', async () => {
    await create(full);
    const { pipelineExecutionSummaries } = await client.send(new ListPipelineExecutionsCommand({ pipelineName: 'p' }));
    const pipelineExecutionId = pipelineExecutionSummaries![0].pipelineExecutionId!;
    const names = { pipelineName: 'p', stageName: 'Ask' };
    await expect(client.send(new OverrideStageConditionCommand({ ...names, pipelineExecutionId, conditionType: 'BEFORE_ENTRY' }))).rejects.toBeInstanceOf(ConditionNotOverridableException);
    const target = { ...names, targetPipelineExecutionId: pipelineExecutionId };
    await expect(client.send(new RollbackStageCommand(target))).rejects.toBeInstanceOf(UnableToRollbackStageException);
    await expect(client.send(new RollbackStageCommand({ ...target, pipelineName: 'none' }))).rejects.toBeInstanceOf(PipelineNotFoundException);
  });

  test('come from a template', async () => {
    const Rules = (Name: string, Provider: string, Configuration: object, more: object = {}) => [{ Name, RuleTypeId: { Category: 'Rule', Owner: 'AWS', Provider, Version: '1' }, Configuration, ...more }];
    const Stages = [
      {
        Name: 'Source',
        Actions: [{ Name: 'Take', ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' }, Configuration: { S3Bucket: 'b', S3ObjectKey: 'k' }, OutputArtifacts: [{ Name: 'Source' }] }],
        OnFailure: { Result: 'RETRY', RetryConfiguration: { RetryMode: 'FAILED_ACTIONS' } },
      },
      {
        Name: 'Ask',
        Actions: [{ Name: 'Ask', ActionTypeId: { Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' } }],
        BeforeEntry: { Conditions: [{ Result: 'SKIP', Rules: Rules('Level', 'VariableCheck', { Variable: '#{variables.LEVEL}', Operator: 'EQ', Value: 'high' }) }] },
        OnSuccess: { Conditions: [{ Result: 'FAIL', Rules: Rules('Window', 'DeploymentWindow', { Cron: '0 0 9-17 ? * MON-FRI *', TimeZone: 'PST' }, { InputArtifacts: [], Region: 'us-east-1' }) }] },
        OnFailure: { Conditions: [{ Result: 'ROLLBACK', Rules: Rules('MyLambdaRule', 'LambdaInvoke', { FunctionName: 'my-function' }, { InputArtifacts: [{ Name: 'Source' }] }) }] },
      },
    ];
    const Properties = { Name: 'p', PipelineType: 'V2', RoleArn: 'arn:aws:iam::123456789012:role/r', ArtifactStore: { Type: 'S3', Location: 'b' }, Variables: [{ Name: 'LEVEL', DefaultValue: 'low' }], Stages };
    await account.account.call('cloudformation', 'CreateStack', { StackName: 's', TemplateBody: JSON.stringify({ Resources: { P: { Type: 'AWS::CodePipeline::Pipeline', Properties } } }) });
    await account.account.settled();
    const { pipeline } = await client.send(new GetPipelineCommand({ name: 'p' }));
    expect(pipeline!.stages![0].onFailure).toEqual({ result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } });
    expect(pipeline!.stages![1]).toMatchObject({
      beforeEntry: { conditions: [{ result: 'SKIP', rules: [{ name: 'Level', ruleTypeId: { category: 'Rule', provider: 'VariableCheck' }, configuration: { Variable: '#{variables.LEVEL}', Operator: 'EQ', Value: 'high' } }] }] },
      onSuccess: { conditions: [{ result: 'FAIL', rules: [{ name: 'Window', configuration: { Cron: '0 0 9-17 ? * MON-FRI *', TimeZone: 'PST' }, region: 'us-east-1' }] }] },
      onFailure: { conditions: [{ result: 'ROLLBACK', rules: [{ name: 'MyLambdaRule', inputArtifacts: [{ name: 'Source' }] }] }] },
    });
  });
});

test('the rules that the emulator runs are listed, with their configuration', async () => {
  const { ruleTypes } = await client.send(new ListRuleTypesCommand({}));
  expect(ruleTypes!.map(({ id }) => id!.provider)).toEqual(['VariableCheck', 'LambdaInvoke', 'CodeBuild', 'DeploymentWindow']);
  expect(ruleTypes![1]).toMatchObject({
    id: { category: 'Rule', owner: 'AWS', version: '1' },
    ruleConfigurationProperties: [{ name: 'FunctionName', required: true }, { name: 'UserParameters', required: false }],
    inputArtifactDetails: { minimumCount: 0, maximumCount: 5 },
  });
});
