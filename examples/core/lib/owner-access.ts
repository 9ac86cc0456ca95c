import { Arn, Stack, aws_cognito as cognito, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acceptPatterns } from './accept-patterns';

/** Policy variable for the id of the signed-in identity. IAM replaces it when it evaluates the policy. */
const IDENTITY = '${cognito-identity.amazonaws.com:sub}';

export interface OwnerAccessProps {
  readonly users: cognito.IUserPool;
  readonly app: cognito.IUserPoolClient;
}

/**
 * AWS credentials for signed-in owners only, with which their app receives the alerts of their vehicles.
 * The identity pool and its roles are L1 constructs, because the L2 construct adds a role for guests.
 */
export class OwnerAccess extends Construct {
  public readonly identityPoolId: string;

  constructor(scope: Construct, id: string, { users, app }: OwnerAccessProps) {
    super(scope, id);
    const pool = new cognito.CfnIdentityPool(this, 'Identities', {
      identityPoolName: `${Stack.of(this).stackName}-owners`,
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false,
      cognitoIdentityProviders: [{ clientId: app.userPoolClientId, providerName: users.userPoolProviderName, serverSideTokenCheck: true }],
    });
    new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
      identityPoolId: pool.ref,
      roles: { authenticated: ownerRole(this, pool.ref).roleArn },
    });
    this.identityPoolId = pool.ref;
  }
}

/**
 * The maximum permissions of an owner. AWS IoT also requires an IoT policy that is attached to the identity, and allows what both allow.
 * That policy names the owner's vehicles, so an owner without one receives no alerts.
 */
function ownerRole(scope: Construct, identityPoolId: string): iam.Role {
  const iot = (resource: string, resourceName: string) => Arn.format({ service: 'iot', resource, resourceName }, Stack.of(scope));
  const clients = iot('client', `${IDENTITY}*`);
  const filters = iot('topicfilter', 'connectedcar/alert/*');
  const topics = iot('topic', 'connectedcar/alert/*');
  const allow = (action: string, resource: string) => new iam.PolicyStatement({ actions: [action], resources: [resource] });

  const role = new iam.Role(scope, 'Owner', {
    description: 'Signed-in owners: receive the alerts of their own vehicles',
    assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', {
      'StringEquals': { 'cognito-identity.amazonaws.com:aud': identityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    }),
    inlinePolicies: {
      HearAlerts: new iam.PolicyDocument({
        statements: [allow('iot:Connect', clients), allow('iot:Subscribe', filters), allow('iot:Receive', topics)],
      }),
    },
  });
  acceptPatterns(role, 'Names of clients begin with the identity; which vehicles it hears of, the IoT policy of the identity says.', [clients, filters, topics]);
  return role;
}
