import { createHash } from 'crypto';
import { CfnResource, Fn, IAspect, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { moduleStackName } from '../registry/names';

/**
 * Resources whose generated names lose the end of the stack's name, and how long a name may be. The roles that deploy a module
 * are limited to names that begin with `<solution>-<module>-`, so these get their names here, where their author gave none.
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

/** First eight characters of the id of the stack: another one whenever the stack is created anew, so that kept buckets are in nobody's way. */
const STACK_DIGITS = 8;

/** Gives a module's resources names that say whose they are. */
export class ModuleNaming implements IAspect {
  private readonly prefix: string;

  constructor(solution: string, module: string) {
    this.prefix = `${moduleStackName(solution, module)}-`;
  }

  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node)) return;
    const named = NAMED[node.cfnResourceType];
    if (named && !hasProperty(node, named.property)) {
      node.addPropertyOverride(named.property, this.name(node, named.limit - fifoSuffix(node).length) + fifoSuffix(node));
    }
    if (node.cfnResourceType === BUCKET.type && !hasProperty(node, BUCKET.property)) {
      const name = this.name(node, BUCKET.limit - STACK_DIGITS - 1).toLowerCase();
      const stackDigits = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Fn.ref('AWS::StackId')))));
      node.addPropertyOverride(BUCKET.property, Fn.join('-', [name, stackDigits]));
    }
  }

  /** The prefix and the logical id; a shortened one ends with a digest, to stay unique. */
  private name(node: CfnResource, limit: number): string {
    const id = [...enclosing(node), node].map(resource => resource.stack.resolve(resource.logicalId)).join('-');
    const room = limit - this.prefix.length;
    if (id.length <= room) return this.prefix + id;
    const digest = createHash('sha256').update(id).digest('hex').slice(0, Math.min(8, room));
    return this.prefix + id.slice(0, Math.max(0, room - digest.length)) + digest;
  }
}

/** The resources of the nested stacks around a resource, outermost first: logical ids are unique only within one stack. */
function enclosing(node: CfnResource): CfnResource[] {
  const result: CfnResource[] = [];
  for (let stack: Stack | undefined = node.stack; stack?.nestedStackResource; stack = stack.nestedStackParent) {
    result.unshift(stack.nestedStackResource as CfnResource);
  }
  return result;
}

const fifoSuffix = (node: CfnResource) =>
  node.cfnResourceType === 'AWS::SQS::Queue' && propertyOf(node, 'FifoQueue') === true ? '.fifo' : '';

/** Whether a resource has a property, set by its author in whatever way. Constructs set names that nobody gave to tokens of nothing. */
export const hasProperty = (node: CfnResource, property: string) => node.stack.resolve(propertyOf(node, property)) !== undefined;

/** The value of a property; typed resources spell properties `likeThis`, others `LikeThis`. */
function propertyOf(node: CfnResource, property: string): unknown {
  const { rawOverrides, cfnProperties } = node as unknown as {
    rawOverrides: { Properties?: Record<string, unknown> }; cfnProperties: Record<string, unknown>;
  };
  return rawOverrides.Properties?.[property] ?? cfnProperties[property] ?? cfnProperties[property[0].toLowerCase() + property.slice(1)];
}
