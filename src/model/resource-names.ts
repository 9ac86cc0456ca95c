import { sha256 } from './digest';
import { moduleStackName } from './names';

/**
 * Resource types for which CloudFormation shortens the stack's name in generated names, with the maximum length of a name. The roles that
 * deploy a module are limited to names that begin with `<solution>-<module>-`, so unnamed resources of these types are named here.
 */
const NAMED: Readonly<Record<string, { readonly property: string; readonly limit: number }>> = {
  'AWS::IAM::Role': { property: 'RoleName', limit: 64 },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', limit: 128 },
  'AWS::IAM::InstanceProfile': { property: 'InstanceProfileName', limit: 128 },
  'AWS::Lambda::Function': { property: 'FunctionName', limit: 64 },
  'AWS::Events::Rule': { property: 'Name', limit: 64 },
  'AWS::KinesisFirehose::DeliveryStream': { property: 'DeliveryStreamName', limit: 64 },
  'AWS::Pipes::Pipe': { property: 'Name', limit: 64 },
  'AWS::Scheduler::Schedule': { property: 'Name', limit: 64 },
  'AWS::SQS::Queue': { property: 'QueueName', limit: 80 },
  'AWS::StepFunctions::StateMachine': { property: 'StateMachineName', limit: 80 },
};

const BUCKET = { type: 'AWS::S3::Bucket', property: 'BucketName', limit: 63 };

/** The first eight characters of the stack's id, which is new whenever the stack is created again, so that retained buckets do not collide. */
const STACK_DIGITS = 8;
const DIGITS_OF_STACK = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

/** The name property of a resource type that needs an explicit name; undefined for other types. */
export const nameProperty = (type: string): string | undefined => type === BUCKET.type ? BUCKET.property : NAMED[type]?.property;

/** Prefix of the names of a module's resources. */
export const namePrefix = (solution: string, module: string) => `${moduleStackName(solution, module)}-`;

/**
 * The name of a resource without a name of its own, as a value of a template.
 *
 * @param ids logical ids of the nested stacks around the resource, outermost first, then its own
 */
export function resourceName(type: string, prefix: string, ids: readonly string[], isFifo = false): unknown {
  if (type === BUCKET.type) {
    return { 'Fn::Join': ['-', [shortened(prefix, ids, BUCKET.limit - STACK_DIGITS - 1).toLowerCase(), DIGITS_OF_STACK]] };
  }
  const suffix = type === 'AWS::SQS::Queue' && isFifo ? '.fifo' : '';
  return shortened(prefix, ids, NAMED[type].limit - suffix.length) + suffix;
}

/** The prefix and the logical ids. A shortened name ends with a digest, to stay unique. */
function shortened(prefix: string, ids: readonly string[], limit: number): string {
  const id = ids.join('-');
  const room = limit - prefix.length;
  if (id.length <= room) return prefix + id;
  const digest = sha256(id).slice(0, Math.min(8, room));
  return prefix + id.slice(0, Math.max(0, room - digest.length)) + digest;
}
