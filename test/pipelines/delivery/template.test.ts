import { spawnSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
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
    expect(stages.Gate.map(({ Name, RunOrder = 1, Configuration: { FunctionName, UserParameters } }) => [Name, RunOrder, FunctionName['Fn::Sub'], UserParameters['Fn::Sub']])).toEqual([
      ['Inspect', 1, '${Solution}-core-inspect', '{"module":"${Module}","approval":"${Approval}","allows":"${Allows}"}'],
      ['Gate', 2, '${Solution}-core-gate', '{"module":"${Module}"}'],
    ]);
    for (const action of stages.Gate) expect(action.InputArtifacts).toEqual(stages.Build[0].OutputArtifacts);
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
    // CodePipeline guide, "Variables reference": the variables of source actions, and those of the pipeline.
    const revision = kind === 's3' ? '#{Source.VersionId}' : '#{Source.CommitId}';
    expect(stages.Source[0].Namespace).toBe('Source');
    expect(JSON.parse(actions[1].Configuration.UserParameters['Fn::Sub']))
      .toEqual({ producers: ['${Module}'], delivered: { revision, execution: '#{codepipeline.PipelineExecutionId}' } });
  });

  test('with approval, a person sees the change set before its execution, and the module passes its gate again', () => {
    const actions = resolved(stages.Deploy, true);

    expect(actions.map(summary)).toEqual(['1 Propose', '2 Approve', '3 Gate', '4 Deploy', '5 Announce']);
    expect(actions.map(({ Configuration }) => Configuration.ActionMode)).toEqual(['CHANGE_SET_REPLACE', undefined, undefined, 'CHANGE_SET_EXECUTE', undefined]);
    expect(actions[0].Configuration.ChangeSetName).toBe(actions[3].Configuration.ChangeSetName);
    expect({ ...actions[2], RunOrder: undefined }).toEqual({ ...resolved(stages.Gate, true)[1], RunOrder: undefined });
    expect(actions[1].ActionTypeId).toEqual({ Category: 'Approval', Owner: 'AWS', Provider: 'Manual', Version: '1' });
    expect(actions[1].Configuration.NotificationArn).toEqual({ 'Fn::Sub': '${TopicArn}' });
  });

  test('starts again when the module\'s parameters change, and gives them to the build', () => {
    expect(stages.Build[0].Configuration.EnvironmentVariables).toEqual({ 'Fn::Sub': '[{"name":"INSYNC_PARAMETERS_DIGEST","value":"${ParametersDigest}"}]' });
    expect(template.Resources.Pipeline.Properties.RestartExecutionOnUpdate).toBe(true);
    expect(template.Resources.Build.Properties.Environment.EnvironmentVariables).toEqual([
      { Name: 'INSYNC_SOLUTION', Value: { Ref: 'Solution' } }, { Name: 'INSYNC_MODULE', Value: { Ref: 'Module' } },
      { Name: 'INSYNC_PARAMETERS', Value: { Ref: 'Parameters' } },
      { Name: 'INSYNC_TAGS', Value: { Ref: 'Tags' } },
      { Name: 'INSYNC_CORE_VERSION', Type: 'PARAMETER_STORE', Value: { 'Fn::Sub': '/${Solution}/core/version' } },
    ]);
  });

  test('builds with the module\'s own tests between installation and synthesis', () => {
    const { phases } = JSON.parse(template.Resources.Build.Properties.Source.BuildSpec['Fn::Sub'] ?? template.Resources.Build.Properties.Source.BuildSpec);

    expect(Object.keys(phases)).toEqual(['install', 'pre_build', 'build']);
    expect(phases.pre_build.commands.join()).toContain('npm test --if-present');
    expect(phases.build.commands).toHaveLength(2);
    expect(phases.build.commands[0]).toMatch(/^if \[ -f buildspec\.build\.yaml ]; then if \[ -x node_modules\/\.bin\/cv-insync ]; then npx cv-insync build; else .* build; fi; elif \[ -f cdk\.json ]; then npx cdk synth --quiet; fi$/);
    expect(phases.build.commands[1]).toMatch(/^if \[ -x node_modules\/\.bin\/cv-insync ]; then node_modules\/\.bin\/cv-insync package; else .* package; fi$/);
    for (const command of [...phases.install.commands.slice(1), ...phases.pre_build.commands]) expect(command).toMatch(/^\[ -f buildspec\.build\.yaml ] \|\| { .*; }$/);
  });

  test.each(['latest', '1.2', '../evil', 'git+https://example.com/evil.git', '1.2.3 evil', '1.2.3;touch evil', '$(touch evil)', ''])('does not run the command line of the version %p', version => {
    const { status, started, stderr } = packageWith(version);

    expect(status).not.toBe(0);
    expect(stderr).toContain(`found the version ${version} of the core, expected one like 1.2.3`);
    expect(started).toBe('');
  });

  test.each(['1.2.3', '0.10.0-beta.1'])('runs the command line of the core\'s version %s where the module has installed none', version => {
    expect(packageWith(version)).toMatchObject({ status: 0, started: `--yes cv-insync@${version} package\n` });
  });

  /** Runs the last command of the build in an empty folder, where `npx` writes its arguments instead of installing something. */
  function packageWith(version: string) {
    const folder = mkdtempSync(join(tmpdir(), 'insync-build-'));
    writeFileSync(join(folder, 'npx'), '#!/bin/bash\necho "$*" >> started\n', { mode: 0o755 });
    writeFileSync(join(folder, 'started'), '');
    const { phases } = JSON.parse(template.Resources.Build.Properties.Source.BuildSpec['Fn::Sub'] ?? template.Resources.Build.Properties.Source.BuildSpec);
    const { status, stderr } = spawnSync('bash', ['-c', phases.build.commands.at(-1)], { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}:${process.env.PATH}`, INSYNC_CORE_VERSION: version } });
    const started = readFileSync(join(folder, 'started'), 'utf8');
    const files = readdirSync(folder).sort();
    rmSync(folder, { recursive: true });
    expect(files).toEqual(['npx', 'started']);
    return { status, stderr, started };
  }

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
