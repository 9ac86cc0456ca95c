import { Arn, RemovalPolicy, Stack, aws_iam as iam, aws_iot as iot } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Name in the certificate that a client connected with, filled in by AWS IoT: so the policy is another one for each certificate. */
const VIN = '${iot:Certificate.Subject.CommonName}';

/** What a vehicle may do: connect as itself, publish about itself, hear its own alerts. Stays when the module goes, as it is what vehicles live on. */
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
