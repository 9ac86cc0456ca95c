import type { HandledResource, Place } from './resource';

/** Services that roles are passed to, where the type's name does not say it. */
const PASSED_TO: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPool': 'cognito-idp',
  'AWS::Cognito::IdentityPool': 'cognito-identity',
  'AWS::Cognito::IdentityPoolRoleAttachment': 'cognito-identity',
  'AWS::KinesisFirehose::DeliveryStream': 'firehose',
  'AWS::StepFunctions::StateMachine': 'states',
  'AWS::IAM::InstanceProfile': 'ec2',
};

const service = (type: string) => PASSED_TO[type] ?? type.split('::')[1].replace(/V2$/, '').toLowerCase();

/** A role of a CloudFormation action is passed to CloudFormation, not to the pipeline. */
function passedTo({ type, properties }: HandledResource, role: string): string {
  const actions = type === 'AWS::CodePipeline::Pipeline' ? (properties.Stages ?? []).flatMap(({ Actions = [] }: any) => Actions) : [];
  return actions.some(({ Configuration }: any) => Configuration?.RoleArn === role) ? 'cloudformation' : service(type);
}

/** The condition keys of services that policies of deploying roles look at. */
export function contextOf(action: string, arn: string, resource: HandledResource, place: Place): Record<string, string | readonly string[]> {
  const { type, properties } = resource;
  if (action === 'iam:PassRole') return { 'iam:PassedToService': `${passedTo(resource, arn)}.amazonaws.com` };
  if (action.endsWith(':PassConnection')) return { [`${action.split(':')[0]}:PassedToService`]: `${service(type)}.amazonaws.com` };
  if (action === 'events:PutTargets') return { 'events:TargetArn': (properties.Targets ?? []).map(({ Arn }: any) => String(Arn)) };
  if (type === 'AWS::IAM::Role' && properties.PermissionsBoundary) return { 'iam:PermissionsBoundary': properties.PermissionsBoundary };
  if (type === 'AWS::Lambda::EventSourceMapping' && !/Tag/.test(action)) {
    const name = String(properties.FunctionName);
    return { 'lambda:FunctionArn': name.startsWith('arn:') ? name : `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}` };
  }
  return {};
}
