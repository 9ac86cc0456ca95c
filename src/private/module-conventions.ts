import { CfnDeletionPolicy, CfnResource, IAspect, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { additionsTo } from '../model/module-conventions';

/** Adds names, the permissions boundary and retention to the resources of a module. */
export class ModuleConventions implements IAspect {
  /** @param boundary name of the permissions boundary of roles; may be a token */
  constructor(private readonly solution: string, private readonly module: string, private readonly boundary: string) {}

  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node)) return;
    // L2 constructs pass an unset property as a token that resolves to undefined.
    const property = (name: string) => node.stack.resolve(propertyOf(node, name));
    if (isFunctionLogGroup(node, property)) node.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const { properties, retention } = additionsTo({
      type: node.cfnResourceType,
      ids: [...enclosing(node), node].map(resource => resource.stack.resolve(resource.logicalId)),
      deletionPolicy: node.cfnOptions.deletionPolicy,
      updateReplacePolicy: node.cfnOptions.updateReplacePolicy,
      property,
    }, this.solution, this.module, this.boundary);
    for (const [name, value] of Object.entries(properties)) node.addPropertyOverride(name, value);
    if (!retention) return;
    node.cfnOptions.deletionPolicy = retention.deletionPolicy as CfnDeletionPolicy;
    node.cfnOptions.updateReplacePolicy = retention.updateReplacePolicy as CfnDeletionPolicy;
  }
}

/**
 * Whether a resource is the log group of a function with the retention that the CDK gives to log groups by default. Such a group has the
 * function's name, which is the same in every installation, so a group that is kept would prevent the next installation.
 */
function isFunctionLogGroup({ cfnResourceType, cfnOptions }: CfnResource, property: (name: string) => unknown): boolean {
  return cfnResourceType === 'AWS::Logs::LogGroup' && cfnOptions.deletionPolicy === CfnDeletionPolicy.RETAIN
    && beginningOf(property('LogGroupName')).startsWith('/aws/lambda/');
}

/** The literal text that the value of a property begins with. */
function beginningOf(value: any): string {
  if (typeof value === 'string') return value;
  const [first] = [value?.['Fn::Sub'] ?? value?.['Fn::Join']?.[1]].flat();
  return typeof first === 'string' ? first : '';
}

/** The resources of the nested stacks that contain a resource, outermost first: logical ids are unique only within one stack. */
function enclosing(node: CfnResource): CfnResource[] {
  const result: CfnResource[] = [];
  for (let stack: Stack | undefined = node.stack; stack?.nestedStackResource; stack = stack.nestedStackParent) {
    result.unshift(stack.nestedStackResource as CfnResource);
  }
  return result;
}

/** The value of a property; typed resources spell properties `likeThis`, others `LikeThis`. */
function propertyOf(node: CfnResource, property: string): unknown {
  const { rawOverrides, cfnProperties } = node as unknown as {
    rawOverrides: { Properties?: Record<string, unknown> }; cfnProperties: Record<string, unknown>;
  };
  return rawOverrides.Properties?.[property] ?? cfnProperties[property] ?? cfnProperties[property[0].toLowerCase() + property.slice(1)];
}
