import { Duration, RemovalPolicy, Stack, Validations, aws_cognito as cognito, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The user pool of vehicle owners. They sign in with their e-mail address and, optionally, with a code of an authenticator app. */
export class Users extends cognito.UserPool {
  constructor(scope: Construct, id: string) {
    const { stackName } = Stack.of(scope);
    super(scope, id, {
      userPoolName: `${stackName}-users`,
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, phoneNumber: { required: false, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
        passwordHistorySize: 5,
      },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      smsRole: phoneVerifier(scope, `${id}PhoneVerifier`, stackName),
      smsRoleExternalId: stackName,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'Owners choose whether they want a second factor; what they reach without one is limited to their own vehicles.',
    });
  }

  /** Adds the client of the owners' app. The app runs on their devices, so it has no secret. A refresh token can be used once. */
  public addOwnersApp(id: string): cognito.UserPoolClient {
    const attributes = new cognito.ClientAttributes().withStandardAttributes({ email: true, phoneNumber: true });
    return this.addClient(id, {
      generateSecret: false,
      disableOAuth: true,
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      readAttributes: attributes.withStandardAttributes({ emailVerified: true, phoneNumberVerified: true }),
      writeAttributes: attributes,
    });
  }
}

/** The role with which Cognito sends the code that verifies an owner's phone number. */
function phoneVerifier(scope: Construct, id: string, externalId: string): iam.Role {
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com', {
      conditions: { StringEquals: { 'sts:ExternalId': externalId, 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      // Phone numbers have no ARN, so the policy allows everything except topics.
      Text: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] })],
      }),
    },
  });
}
