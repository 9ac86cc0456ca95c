import { ROOT, core, module, expectedEffects, push, rehearseOnce } from './rehearsal';

jest.setTimeout(240_000);

const invoke = {
  invoke: `node -e "const { LambdaClient: C, InvokeCommand: I } = require('${ROOT}/node_modules/@aws-sdk/client-lambda');
    new C({}).send(new I({ FunctionName: 'cv-plain-Alert', Payload: '{}' })).then(({ Payload }) => console.log('answered', Buffer.from(Payload).toString()))"`,
};
const STEPS = {
  'set-up': 'setup',
  'asked': invoke,
  'other code': push('plain', 'sed -i s/hello/goodbye/ src/alert/index.js'),
  'asked again': invoke,
  'other value': push('plain', 'sed -i "s/ParameterValue/AnotherValue/" cloudformation.yaml'),
  'dropped export': push('plain', 'sed -i /Export:/d cloudformation.yaml && sed -i "/^Produces/,\\$ d" module.yaml', ['plain']),
  'export again': push('plain', 'git revert --no-commit HEAD'),
  'mistakes': push('plain', 'sed -i "s/Name: plain/Name: plane/" module.yaml && sed -i "s/!Ref Setting/!Ref Sitting/" cloudformation.yaml', ['plain']),
  'corrected': push('plain', 'git revert --no-commit HEAD'),
  'other script': push('scripted', 'sed -i s/scripted-one/scripted-two/ build.sh'),
  'failing script': push('scripted', 'echo "exit 3" >> build.sh', ['scripted']),
  'removed': push('core', 'sed -i "s/modules: .*Module.of(\'scripted\'/modules: [Module.of(\'scripted\'/" app.js'),
};

const PLAIN = {
  'plain/module.yaml': `Name: plain
Description: Written without the CDK
Version: "2.0.0"
Consumes:
  - base
Produces:
  - Name: connected-vehicle-plain-setting-name
    Description: Name of the setting
`,
  'plain/cloudformation.yaml': `Resources:
  Setting:
    Type: AWS::SSM::Parameter
    Properties:
      Name: !Sub '/\${AWS::StackName}-setting'
      Type: String
      Value: !Join [' ', [ParameterValue, !ImportValue connected-vehicle-base-value-name]]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }]
  Alert:
    Type: AWS::Lambda::Function
    Properties:
      Code: src/alert
      Handler: index.handler
      Runtime: nodejs22.x
      Role: !GetAtt Role.Arn
  Storage:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: storage.yaml
      Parameters: { Setting: !Ref Setting }
Outputs:
  SettingName:
    Value: !Join [':', [!Ref Setting, !GetAtt Setting.Value]]
    Export: { Name: connected-vehicle-plain-setting-name }
`,
  'plain/storage.yaml': `Parameters:
  Setting: { Type: String }
Resources:
  Copy:
    Type: AWS::SSM::Parameter
    Properties: { Name: !Sub '/cv-plain-copy', Type: String, Value: !Ref Setting }
`,
  'plain/src/alert/index.js': 'exports.handler = async () => "hello";\n',
};

/** Built only by a shell script: neither a package nor an app; the script writes the template. */
const SCRIPTED = {
  'scripted/module.yaml': 'Name: scripted\nConsumes: [base/ValueName]\nProduces: [{ Name: Topic, Description: Where to }]\n',
  'scripted/buildspec.build.yaml': `version: 0.2
env: { variables: { DISPLAY_NAME: scripted-one-of-them } }
phases:
  pre_build: { commands: ['cd src', 'sh check.sh'] }
  build: { commands: ['test "$(basename $PWD)" = src', 'cd ..', 'sh build.sh'] }
`,
  'scripted/src/check.sh': 'test "$DISPLAY_NAME" = scripted-one-of-them\n',
  'scripted/build.sh': `cat > cloudformation.yaml <<'END'
Resources:
  Topic: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Sub 'scripted-one \${BaseOutputValueName}' } }
Outputs:
  Topic: { Value: !Ref Topic }
END
`,
};

const modules = ['plain', 'user', 'scripted'];
const rehearsal = rehearseOnce(STEPS, modules, { ...core(modules), ...PLAIN, ...SCRIPTED, ...module('user', { consumes: ['plain/SettingName'] }) });
const { happenedIn } = rehearsal;

/** The message of the failed action of a module's only execution in a step. */
const failureIn = (name: keyof typeof STEPS) => rehearsal.report(name).executions[0].stages.flatMap(({ actions }) => actions).find(({ status }) => status === 'Failed')!;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('a module without the CDK is set up with its nested stack, its consumers after it', () => {
  const { created, ...rest } = happenedIn('set-up');

  expect({ ...rest, created: [] }).toEqual(expectedEffects({ ran: ['core, creation: Succeeded', ...['modules', 'plain', 'scripted', 'user'].map(name => `${name}, creation: Succeeded`)] }));
  expect(created.map(name => name.replace(/-[A-Z0-9]{12}$/, ''))).toEqual([
    'cv-base', 'cv-core', 'cv-delivery-plain', 'cv-delivery-scripted', 'cv-delivery-user', 'cv-modules', 'cv-plain', 'cv-plain-Storage', 'cv-scripted', 'cv-user',
  ]);
});

test('its function runs the code from its repository', () => {
  expect(rehearsal.all().output).toContain('answered "hello"');
  expect(happenedIn('other code')).toEqual(expectedEffects({ ran: ['plain, push: Succeeded'], updated: ['cv-plain'] }));
  expect(rehearsal.all().output).toContain('answered "goodbye"');
});

test('a changed output redeploys the modules that read it', () => {
  expect(happenedIn('other value')).toEqual(expectedEffects({
    ran: ['plain, push: Succeeded', 'user, announce:plain/SettingName: Succeeded'],
    updated: ['cv-plain', 'cv-user'],
  }));
});

test('an output that it no longer exports is kept while other modules require it', () => {
  expect(happenedIn('dropped export')).toEqual(expectedEffects({ ran: ['plain, push: Failed'] }));
  expect(failureIn('dropped export')).toMatchObject({ name: 'Gate', summary: expect.stringContaining('plain no longer produces SettingName (required by user)') });
  expect(happenedIn('export again')).toEqual(expectedEffects({ ran: ['plain, push: Succeeded'] }));
});

test('problems of both files are reported at once, with their places', () => {
  expect(happenedIn('mistakes')).toEqual(expectedEffects({ ran: ['plain, push: Failed'] }));
  expect(failureIn('mistakes').name).toBe('Build');
  expect(rehearsal.all().output).toContain('module.yaml:1:7: Name: found "plane", expected "plain"');
  expect(rehearsal.all().output).toContain('refers to "Sitting", which is neither a parameter nor a resource of the template');
});

test('a module is built by a shell script alone', () => {
  expect(happenedIn('other script')).toEqual(expectedEffects({ ran: ['scripted, push: Succeeded'], updated: ['cv-scripted'] }));
  expect(happenedIn('failing script')).toEqual(expectedEffects({ ran: ['scripted, push: Failed'] }));
});

test('a removed module leaves nothing behind', () => {
  const { account: { parameters, stacks } } = rehearsal.all().report;

  expect(happenedIn('removed').ran).toEqual(['core, push: Succeeded', 'modules, update: Succeeded']);
  expect(stacks.map(({ name }) => name).filter(name => name.includes('plain') || name.includes('user'))).toEqual([]);
  expect(Object.keys(parameters).filter(name => name.includes('/plain/'))).toEqual([]);
});

describe('a core module without the CDK', () => {
  const CORE = core(['reader']);
  const ofCore = rehearseOnce({ 'set-up': 'setup', 'other code': push('core', 'sed -i s/hello/goodbye/ fleet/src/index.js') }, ['reader'], {
    ...CORE,
    'core/app.js': CORE['core/app.js'].replace('InSyncModule, Module', 'CloudFormationModule, InSyncModule, Module')
      .replace('core: [base]', "core: [base, new CloudFormationModule(app, 'fleet', { path: 'fleet', solution: 'cv' })]"),
    'core/fleet/module.yaml': 'Name: fleet\nConsumes: [base/ValueName]\nProduces: [{ Name: Answer }]',
    'core/fleet/cloudformation.yaml': `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] } }
  Answer:
    Type: AWS::Lambda::Function
    Properties: { Code: src, Handler: index.handler, Runtime: nodejs22.x, Role: !GetAtt Role.Arn, Description: !Ref BaseOutputValueName }
Outputs:
  Answer: { Value: !Ref Answer }
`,
    'core/fleet/src/index.js': 'exports.handler = async () => "hello";\n',
    ...module('reader', { consumes: ['fleet/Answer'] }),
  });

  test('is deployed by the core pipeline with its code, after its producers, and other modules consume it', () => {
    expect(ofCore.outcome()).toEqual({ code: 0, output: '' });
    expect(ofCore.happenedIn('set-up').created).toEqual(['cv-base', 'cv-core', 'cv-delivery-reader', 'cv-fleet', 'cv-modules', 'cv-reader']);
  });

  test('is changed by a push to the core, which changes nothing else', () => {
    expect(ofCore.happenedIn('other code')).toEqual(expectedEffects({ ran: ['core, push: Succeeded'], updated: ['cv-fleet'] }));
  });
});
