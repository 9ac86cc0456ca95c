import { randomBytes } from 'crypto';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MIXED = `${UPPER}abcdefghijklmnopqrstuvwxyz`;
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

const random = (alphabet: string, length: number) => [...randomBytes(length)].map(byte => alphabet[byte % alphabet.length]).join('');
export const randomUpper = (length = 12) => random(UPPER, length);
export const randomMixed = (length = 12) => random(MIXED, length);
export const randomLower = (length = 12) => random(LOWER, length);
export const randomHex = (length = 17) => random(HEX, length);

/** Maximum length of a generated name by type. CloudFormation truncates both the stack name and the logical id. */
const LIMITS: Readonly<Record<string, number>> = {
  'AWS::CodeBuild::Project': 150,
  'AWS::CodePipeline::Pipeline': 100,
  'AWS::CodeConnections::Connection': 32,
  'AWS::CodeStarConnections::Connection': 32,
  'AWS::Cognito::IdentityPool': 128,
  'AWS::Cognito::UserPool': 128,
  'AWS::Events::Rule': 64,
  'AWS::IAM::Group': 64,
  'AWS::IAM::InstanceProfile': 128,
  'AWS::IAM::ManagedPolicy': 128,
  'AWS::IAM::Role': 64,
  'AWS::IAM::User': 64,
  'AWS::KinesisFirehose::DeliveryStream': 64,
  'AWS::Lambda::Function': 64,
  'AWS::S3::Bucket': 63,
  'AWS::SQS::Queue': 80,
  'AWS::StepFunctions::StateMachine': 80,
};

/** `<stack>-<LogicalId>-<12 random>` of a nested stack. */
export const nestedStackName = ({ stackName, logicalId }: { readonly stackName: string; readonly logicalId: string }) =>
  `${stackName.slice(0, 113 - Math.min(logicalId.length, 50))}-${logicalId.slice(0, 50)}-${randomUpper()}`;

/** `<stack>-<LogicalId>-<12 random>`, in the length and case that the type allows. */
export function generatedName(type: string, stackName: string, logicalId: string): string {
  if (type === 'AWS::SSM::Parameter') return `CFN-${logicalId}-${randomMixed()}`;
  const room = (LIMITS[type] ?? 255) - 12 - 2;
  const id = logicalId.slice(0, Math.max(Math.floor(room / 2), room - stackName.length));
  const name = `${stackName.slice(0, room - id.length)}-${id}`;
  if (type === 'AWS::IoT::TopicRule') return `${name}-${randomUpper()}`.replace(/-/g, '_');
  return type === 'AWS::S3::Bucket' ? `${name.toLowerCase()}-${randomLower()}` : `${name}-${randomUpper()}`;
}
