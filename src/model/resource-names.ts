import { sha256 } from './digest';
import { moduleStackName } from './names';

interface Naming {
  readonly property: string;
  /** Maximum length of a name. */
  readonly limit: number;
  /** Whether the name always ends with digits of the stack's id: a resource may be deleted, but its name not be free yet. */
  readonly hasDigits?: boolean;
  readonly format?: (name: string) => string;
}

/**
 * Resource types whose generated names do not begin with the whole name of the stack: CloudFormation shortens it, or leaves it out (IoT rules,
 * parameters and secrets are named after their logical ids alone). The roles that deploy a module are limited to names that begin with
 * `<solution>-<module>-`, so unnamed resources of these types are named here.
 */
const NAMED: Readonly<Record<string, Naming>> = {
  'AWS::IAM::Role': { property: 'RoleName', limit: 64 },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', limit: 128 },
  'AWS::IAM::InstanceProfile': { property: 'InstanceProfileName', limit: 128 },
  'AWS::Lambda::Function': { property: 'FunctionName', limit: 64 },
  'AWS::Events::Rule': { property: 'Name', limit: 64 },
  'AWS::IoT::TopicRule': { property: 'RuleName', limit: 128, format: name => name.replace(/[^A-Za-z0-9]/g, '_') },
  'AWS::KinesisFirehose::DeliveryStream': { property: 'DeliveryStreamName', limit: 64 },
  'AWS::Pipes::Pipe': { property: 'Name', limit: 64 },
  'AWS::S3::Bucket': { property: 'BucketName', limit: 63, hasDigits: true, format: name => name.toLowerCase() },
  'AWS::SSM::Parameter': { property: 'Name', limit: 900 },
  'AWS::Scheduler::Schedule': { property: 'Name', limit: 64 },
  'AWS::SecretsManager::Secret': { property: 'Name', limit: 256, hasDigits: true },
  'AWS::SQS::Queue': { property: 'QueueName', limit: 80 },
  'AWS::StepFunctions::StateMachine': { property: 'StateMachineName', limit: 80 },
};

/** The first eight characters of the stack's id, which is new whenever the stack is created again. */
const STACK_DIGITS = 8;
const DIGITS_OF_STACK = { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] };

/** The name property of a resource type that needs an explicit name; undefined for other types. */
export const nameProperty = (type: string): string | undefined => NAMED[type]?.property;

/** Prefix of the names of a module's resources, as a type's names may be spelled. */
export const namePrefix = (solution: string, module: string, type = ''): string => {
  const prefix = `${moduleStackName(solution, module)}-`;
  return NAMED[type]?.format?.(prefix) ?? prefix;
};

interface Unnamed {
  readonly type: string;
  /** Logical ids of the nested stacks around the resource, outermost first, then its own. */
  readonly ids: readonly string[];
  readonly isFifo: boolean;
  /** Whether the resource outlives its stack, so that its name must not collide with that of a new installation. */
  readonly isKept: boolean;
}

/** The name of a resource without a name of its own, as a value of a template. */
export function resourceName(prefix: string, { type, ids, isFifo, isKept }: Unnamed): unknown {
  const { limit, hasDigits = isKept, format = unchanged } = NAMED[type];
  const suffix = type === 'AWS::SQS::Queue' && isFifo ? '.fifo' : '';
  if (!hasDigits) return format(shortened(prefix, ids, limit - suffix.length)) + suffix;
  const name = format(`${shortened(prefix, ids, limit - suffix.length - STACK_DIGITS - 1)}-`);
  return { 'Fn::Join': ['', [name, DIGITS_OF_STACK, ...suffix ? [suffix] : []]] };
}

const unchanged = (name: string) => name;

/** The prefix and the logical ids. A shortened name ends with a digest, to stay unique. */
function shortened(prefix: string, ids: readonly string[], limit: number): string {
  const id = ids.join('-');
  const room = limit - prefix.length;
  if (id.length <= room) return prefix + id;
  const digest = sha256(id).slice(0, Math.min(8, room));
  return prefix + id.slice(0, Math.max(0, room - digest.length)) + digest;
}
