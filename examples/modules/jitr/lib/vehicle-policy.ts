import { Arn, RemovalPolicy, Stack, aws_iam as iam, aws_iot as iot } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Policy variable for the common name in the client's certificate, so that the policy's permissions differ for each certificate. */
const VIN = '${iot:Certificate.Subject.CommonName}';

/**
 * Permissions of a vehicle: connect with its VIN, publish its own data, receive its own alerts. The policy is retained when the module is
 * removed, because vehicles cannot connect without it.
 */
export function vehiclePolicy(scope: Construct, id: string): iot.CfnPolicy {
  const arn = (resource: string, resourceName: string) => Arn.format({ service: 'iot', resource, resourceName }, Stack.of(scope));
  const allow = (action: string, ...resources: string[]) => new iam.PolicyStatement({ actions: [action], resources });
  const policy = new iot.CfnPolicy(scope, id, {
    policyDocument: new iam.PolicyDocument({
      statements: [
        allow('iot:Connect', arn('client', VIN)),
        allow('iot:Publish', ...['telemetry', 'trip', 'dtc'].map(kind => arn('topic', `connectedcar/${kind}/${VIN}`))),
        allow('iot:Subscribe', arn('topicfilter', `connectedcar/alert/${VIN}/*`)),
        allow('iot:Receive', arn('topic', `connectedcar/alert/${VIN}/*`)),
      ],
    }),
  });
  policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return policy;
}
