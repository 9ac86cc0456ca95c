/** Types that modules may create by default, and that no case has: with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::BasePathMapping': 'needs a domain and its certificate',
  'AWS::ApiGateway::BasePathMappingV2': 'needs a private domain and its certificate',
  'AWS::ApiGateway::ClientCertificate': 'the deploy role lacks apigateway:POST on /clientcertificates, according to the emulator: it needs permissions',
  'AWS::ApiGateway::DomainName': 'needs a domain and its certificate',
  'AWS::ApiGatewayV2::ApiMapping': 'needs a domain and its certificate',
  'AWS::CloudFormation::Stack': 'needs the files of a build, which a stack that is deployed directly has not',
  'AWS::Cognito::UserPoolDomain': 'the deploy role lacks cognito-idp:DescribeUserPoolDomain, which has no narrower resource than *: it needs permissions',
  'AWS::Cognito::UserPoolRegionalConfigurationAttachment': 'needs a pool in a second region',
  'AWS::Cognito::UserPoolReplica': 'needs a second region, and a paid plan',
  'AWS::SecretsManager::RotationSchedule': 'needs a function that rotates a real secret',
};
