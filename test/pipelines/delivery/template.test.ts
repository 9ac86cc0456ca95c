import { stagesOf, staticTemplates } from '../solution';

const all = staticTemplates();
const delivery = (kind: string) => all[`templates/delivery-${kind}.template.json`];
const summary = (action: any) => `${action.RunOrder ?? 1} ${action.Name}`;
const resolved = (actions: any[], approval: boolean) => actions
  .map(action => action['Fn::If'] ? action['Fn::If'][approval ? 1 : 2] : action).filter(action => action.Ref !== 'AWS::NoValue');

describe.each(['connection', 's3'])('a delivery from a source of kind %s', kind => {
  const template = delivery(kind);
  const stages = stagesOf(template);

  test('goes from source over build and gate to deployment', () => {
    expect(Object.keys(stages)).toEqual(['Source', 'Build', 'Gate', 'Deploy']);
    expect(stages.Gate[0].Configuration).toEqual({ FunctionName: { 'Fn::Sub': '${Solution}-core-gate' }, UserParameters: { 'Fn::Sub': '{"module":"${Module}","approval":"${Approval}"}' } });
    expect(stages.Gate[0].InputArtifacts).toEqual(stages.Build[0].OutputArtifacts);
  });

  test('without approval, deploys at once and then announces', () => {
    const actions = resolved(stages.Deploy, false);

    expect(actions.map(summary)).toEqual(['1 Deploy', '5 Announce']);
    expect(actions[0].Configuration).toMatchObject({
      ActionMode: 'CREATE_UPDATE',
      StackName: { 'Fn::Sub': '${Solution}-${Module}' },
      TemplatePath: 'Package::template.json',
      TemplateConfiguration: 'Package::template-configuration.json',
      Capabilities: 'CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND',
    });
    expect(actions[1].Configuration.UserParameters).toEqual({ 'Fn::Sub': '{"producers":["${Module}"]}' });
  });

  test('with approval, a person sees the change set before its execution, and the module passes its gate again', () => {
    const actions = resolved(stages.Deploy, true);

    expect(actions.map(summary)).toEqual(['1 Propose', '2 Approve', '3 Gate', '4 Deploy', '5 Announce']);
    expect(actions.map(({ Configuration }) => Configuration.ActionMode)).toEqual(['CHANGE_SET_REPLACE', undefined, undefined, 'CHANGE_SET_EXECUTE', undefined]);
    expect(actions[0].Configuration.ChangeSetName).toBe(actions[3].Configuration.ChangeSetName);
    expect({ ...actions[2], RunOrder: undefined }).toEqual(resolved(stages.Gate, true)[0]);
    expect(actions[1].ActionTypeId).toEqual({ Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' });
    expect(actions[1].Configuration.NotificationArn).toEqual({ 'Fn::Sub': '${TopicArn}' });
  });

  test('starts again when the module\'s parameters change, and gives them to the build', () => {
    expect(stages.Build[0].Configuration.EnvironmentVariables).toEqual({ 'Fn::Sub': '[{"name":"INSYNC_PARAMETERS_DIGEST","value":"${ParametersDigest}"}]' });
    expect(template.Resources.Pipeline.Properties.RestartExecutionOnUpdate).toBe(true);
    expect(template.Resources.Build.Properties.Environment.EnvironmentVariables).toEqual([
      { Name: 'INSYNC_SOLUTION', Value: { Ref: 'Solution' } }, { Name: 'INSYNC_MODULE', Value: { Ref: 'Module' } },
      { Name: 'INSYNC_PARAMETERS', Value: { Ref: 'Parameters' } },
      { Name: 'INSYNC_CORE_VERSION', Type: 'PARAMETER_STORE', Value: { 'Fn::Sub': '/${Solution}/core/version' } },
    ]);
  });

  test('builds with the module\'s own tests between installation and synthesis', () => {
    const { phases } = JSON.parse(template.Resources.Build.Properties.Source.BuildSpec['Fn::Sub'] ?? template.Resources.Build.Properties.Source.BuildSpec);

    expect(Object.keys(phases)).toEqual(['install', 'pre_build', 'build']);
    expect(phases.pre_build.commands.join()).toContain('npm test --if-present');
    const commandLine = (command: string, installed: string) => `if [ -x node_modules/.bin/cv-insync ]; then ${installed} ${command}; else npx --yes cv-insync@$INSYNC_CORE_VERSION ${command}; fi`;
    expect(phases.build.commands).toEqual([
      `if [ -f buildspec.build.yaml ]; then ${commandLine('build', 'npx cv-insync')}; elif [ -f cdk.json ]; then npx cdk synth --quiet; fi`,
      commandLine('package', 'node_modules/.bin/cv-insync'),
    ]);
    for (const command of [...phases.install.commands.slice(1), ...phases.pre_build.commands]) expect(command).toMatch(/^\[ -f buildspec\.build\.yaml ] \|\| { .*; }$/);
  });

  test('creates the pipeline after its roles and its build', () => {
    expect(template.Resources.Pipeline.DependsOn).toEqual(['Build', 'BuildRole', 'DeployRole']);
  });

  test('tags what belongs to the module', () => {
    for (const id of ['Pipeline', 'Build']) {
      expect(template.Resources[id].Properties.Tags).toEqual(expect.arrayContaining([
        { Key: 'insync:solution', Value: { 'Fn::Sub': '${Solution}' } }, { Key: 'insync:module', Value: { 'Fn::Sub': '${Module}' } },
      ]));
    }
  });
});

test('a delivery through a connection uses the module\'s own, else the core\'s, and reacts to its folder alone', () => {
  const template = delivery('connection');
  const [source] = stagesOf(template).Source;
  const [trigger] = template.Resources.Pipeline.Properties.Triggers;

  expect(source.Configuration).toEqual({
    ConnectionArn: { 'Fn::If': ['HasOwnConnection', { Ref: 'ConnectionArn' }, { Ref: 'CoreConnectionArn' }] },
    FullRepositoryId: { 'Fn::Sub': '${Repository}' },
    BranchName: { 'Fn::Sub': '${Branch}' },
    DetectChanges: false,
  });
  expect(trigger).toEqual({
    ProviderType: 'CodeStarSourceConnection',
    GitConfiguration: {
      SourceActionName: 'Source',
      Push: [{
        Branches: { Includes: [{ 'Fn::Sub': '${Branch}' }] },
        FilePaths: { 'Fn::If': ['HasFolder', { Includes: [{ 'Fn::Sub': '${Folder}/**' }] }, { Ref: 'AWS::NoValue' }] },
      }],
    },
  });
});

test('a delivery from a zip file reads it with the module\'s own role, and reacts to the event of a new version', () => {
  const template = delivery('s3');
  const [source] = stagesOf(template).Source;

  expect(source.RoleArn['Fn::Sub']).toMatch(/role\/\${Solution}-delivery-\${Module}-build$/);
  expect(source.Configuration.PollForSourceChanges).toBe(false);
  expect(template.Resources.BuildRole.Properties.AssumeRolePolicyDocument.Statement[0].Principal.AWS).toEqual({ 'Fn::Sub': '${PipelineRoleArn}' });
  expect(template.Resources.SourceRule.Properties.EventPattern.detail).toEqual({
    bucket: { name: [{ 'Fn::Sub': '${SourceBucket}' }] }, object: { key: [{ 'Fn::Sub': '${SourceKey}' }] },
  });
  expect(template.Resources.Pipeline.Properties.Triggers).toBeUndefined();
});
