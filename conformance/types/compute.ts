import { att, policy, ref, resource, role, sub, type TypeCase } from './case';

const trust = (service: string) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
});

/** Functions, state machines and roles. */
export const COMPUTE: readonly TypeCase[] = [
  {
    name: 'function',
    resources: {
      FunctionQueue: resource('AWS::SQS::Queue'),
      FunctionRole: role('lambda', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], att('FunctionQueue')),
      Function: resource('AWS::Lambda::Function', {
        Description: 'one', Runtime: 'nodejs24.x', Handler: 'index.handler', Role: att('FunctionRole'), Code: { ZipFile: 'exports.handler = async () => {};' },
      }),
      Version: resource('AWS::Lambda::Version', { FunctionName: ref('Function') }),
      Alias: resource('AWS::Lambda::Alias', { FunctionName: ref('Function'), FunctionVersion: att('Version', 'Version'), Name: 'live', Description: 'one' }),
      Permission: resource('AWS::Lambda::Permission', { FunctionName: ref('Function'), Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' }),
      InvokeConfig: resource('AWS::Lambda::EventInvokeConfig', { FunctionName: ref('Function'), Qualifier: '$LATEST', MaximumRetryAttempts: 1 }),
      Mapping: resource('AWS::Lambda::EventSourceMapping', { FunctionName: ref('Function'), EventSourceArn: att('FunctionQueue'), BatchSize: 1, Enabled: false }),
    },
    change: { Function: { Description: 'two' }, Alias: { Description: 'two' }, InvokeConfig: { MaximumRetryAttempts: 0 }, Mapping: { BatchSize: 2 } },
  },
  {
    name: 'state-machine',
    resources: {
      MachineQueue: resource('AWS::SQS::Queue'),
      MachineRole: role('states', ['sqs:SendMessage'], att('MachineQueue')),
      StateMachine: resource('AWS::StepFunctions::StateMachine', {
        RoleArn: att('MachineRole'), DefinitionString: '{"StartAt":"One","States":{"One":{"Type":"Pass","End":true}}}',
      }),
    },
    change: { StateMachine: { DefinitionString: '{"StartAt":"Two","States":{"Two":{"Type":"Pass","End":true}}}' } },
  },
  {
    name: 'role',
    resources: {
      Role: resource('AWS::IAM::Role', { Description: 'one', AssumeRolePolicyDocument: trust('lambda') }),
      Policy: resource('AWS::IAM::Policy', { PolicyName: 'attached', Roles: [ref('Role')], PolicyDocument: policy('sqs:SendMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')) }),
      RolePolicy: resource('AWS::IAM::RolePolicy', { PolicyName: 'inline', RoleName: ref('Role'), PolicyDocument: policy('sqs:SendMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')) }),
      ManagedPolicy: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: policy('sqs:SendMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')), Roles: [ref('Role')] }),
      InstanceProfile: resource('AWS::IAM::InstanceProfile', { Roles: [ref('Role')] }),
    },
    change: {
      Role: { Description: 'two' },
      Policy: { PolicyDocument: policy('sqs:ReceiveMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')) },
      RolePolicy: { PolicyDocument: policy('sqs:ReceiveMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')) },
      ManagedPolicy: { PolicyDocument: policy('sqs:ReceiveMessage', sub('arn:${AWS::Partition}:sqs:*:*:${Prefix}*')) },
    },
  },
  {
    name: 'users',
    resources: {
      UserPool: resource('AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
      UserPoolClient: resource('AWS::Cognito::UserPoolClient', { UserPoolId: ref('UserPool'), RefreshTokenValidity: 30 }),
      UserPoolGroup: resource('AWS::Cognito::UserPoolGroup', { UserPoolId: ref('UserPool'), GroupName: 'drivers', Description: 'one' }),
      IdentityPool: resource('AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities: false }),
      IdentityRole: resource('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{
            Effect: 'Allow',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': ref('IdentityPool') } },
          }],
        },
      }),
      IdentityPoolRoles: resource('AWS::Cognito::IdentityPoolRoleAttachment', { IdentityPoolId: ref('IdentityPool'), Roles: { authenticated: att('IdentityRole') } }),
    },
    change: {
      UserPool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } },
      UserPoolClient: { RefreshTokenValidity: 31 },
      UserPoolGroup: { Description: 'two' },
      IdentityPool: { AllowClassicFlow: true },
    },
  },
];
