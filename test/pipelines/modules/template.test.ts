import { readFileSync } from 'fs';
import { join } from 'path';
import { renderStaticTemplates } from '../../../src/pipelines/templates';
import { stagesOf, staticTemplates } from '../solution';

const template = staticTemplates()['templates/modules.template.json'];

test('the module-definition pipeline reads the definition, applies it and waits for the deliveries that it changed', () => {
  const stages = stagesOf(template);

  expect(Object.entries(stages).map(([name, actions]) => [name, actions.map(({ ActionTypeId }) => ActionTypeId.Provider)])).toEqual([
    ['Source', ['S3']], ['Apply', ['CodeBuild']], ['Verify', ['Lambda']],
  ]);
  expect(stages.Source[0].Configuration).toEqual({
    S3Bucket: { 'Fn::Sub': '${ArtifactBucket}' }, S3ObjectKey: { 'Fn::Sub': '${DefinitionKey}' }, PollForSourceChanges: false,
  });
  expect(stages.Apply[0].Namespace).toBe('Apply');
  expect(stages.Verify[0].InputArtifacts).toEqual([{ Name: 'Applied' }]);
});

test('the pipeline is the last to be created, since it and the pipelines that it places use everything else', () => {
  const others = Object.keys(template.Resources).filter(id => id !== 'Pipeline');

  expect([...template.Resources.Pipeline.DependsOn].sort()).toEqual(others.sort());
});

test('the functions have inline code, and know the solution and its core', () => {
  const functions = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').map(({ Properties }) => Properties);

  expect(functions.map(({ FunctionName }) => FunctionName['Fn::Sub']).sort()).toEqual(['announce', 'ensure', 'gate', 'inspect', 'verify'].map(id => `\${Solution}-core-${id}`));
  for (const { Code, Environment, Handler } of functions) {
    expect(Handler).toBe('index.handler');
    expect(Code.ZipFile).toContain('exports');
    expect(Environment.Variables).toEqual({ INSYNC_SOLUTION: { 'Fn::Sub': '${Solution}' }, INSYNC_CORE_MODULES: { 'Fn::Sub': '${CoreModules}' } });
  }
});

test('the daily check calls the functions that start what is due', () => {
  const { ScheduleExpression, Targets } = template.Resources.DailyRule.Properties;

  expect(ScheduleExpression).toBe('rate(1 day)');
  expect(Targets.map(({ Arn }: any) => Arn['Fn::Sub'])).toEqual(['${Ensure.Arn}', '${Announce.Arn}']);
  for (const id of ['DailyEnsurePermission', 'DailyAnnouncePermission']) {
    expect(template.Resources[id].Properties).toMatchObject({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['DailyRule', 'Arn'] } });
  }
});

test('the hourly check of missed pushes calls the function that starts pipelines', () => {
  const { ScheduleExpression, Targets } = template.Resources.HourlyRule.Properties;

  expect(ScheduleExpression).toBe('rate(1 hour)');
  expect(Targets).toEqual([{ Id: 'Ensure', Arn: { 'Fn::Sub': '${Ensure.Arn}' }, Input: '{"hourly":true}' }]);
  expect(template.Resources.HourlyEnsurePermission.Properties.SourceArn).toEqual({ 'Fn::GetAtt': ['HourlyRule', 'Arn'] });
});

test('static templates are reproducible and within the size limits of the calls that deploy them', () => {
  const templates = renderStaticTemplates();

  expect(renderStaticTemplates()).toEqual(templates);
  for (const [file, text] of Object.entries(templates)) {
    // The limit is 51,200 bytes for deliveries, which are deployed by an API call, and 450 kB for the module definition, which is deployed by an action.
    expect([file, Buffer.byteLength(text) < (file.includes('delivery') ? 50_000 : 450_000)]).toEqual([file, true]);
    expect(JSON.parse(text).Rules).toBeUndefined();
  }
});

test('the templates in the package are those that the constructs synthesize', () => {
  const withoutCode = (text: string) => text.replace(/"ZipFile": ".*"/g, '"ZipFile": ""');

  for (const [file, text] of Object.entries(renderStaticTemplates())) {
    expect(withoutCode(readFileSync(join(__dirname, '..', '..', '..', 'assets', file), 'utf8'))).toBe(withoutCode(text));
  }
});
