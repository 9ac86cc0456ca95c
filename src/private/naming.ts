import { CfnResource, IAspect, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { namePrefix, nameProperty, resourceName } from '../model/naming';

/** Gives a module's resources names that say whose they are. */
export class ModuleNaming implements IAspect {
  private readonly prefix: string;

  constructor(solution: string, module: string) {
    this.prefix = namePrefix(solution, module);
  }

  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node)) return;
    const property = nameProperty(node.cfnResourceType);
    if (!property || hasProperty(node, property)) return;
    const ids = [...enclosing(node), node].map(resource => resource.stack.resolve(resource.logicalId));
    node.addPropertyOverride(property, resourceName(node.cfnResourceType, this.prefix, ids, propertyOf(node, 'FifoQueue') === true));
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

/** Whether a resource has a property, set by its author in whatever way. Constructs set names that nobody gave to tokens of nothing. */
export const hasProperty = (node: CfnResource, property: string) => node.stack.resolve(propertyOf(node, property)) !== undefined;

/** The value of a property; typed resources spell properties `likeThis`, others `LikeThis`. */
function propertyOf(node: CfnResource, property: string): unknown {
  const { rawOverrides, cfnProperties } = node as unknown as {
    rawOverrides: { Properties?: Record<string, unknown> }; cfnProperties: Record<string, unknown>;
  };
  return rawOverrides.Properties?.[property] ?? cfnProperties[property] ?? cfnProperties[property[0].toLowerCase() + property.slice(1)];
}
