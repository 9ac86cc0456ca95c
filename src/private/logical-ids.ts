import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Gives the core's resources logical ids that do not depend on the id of their construct, and returns these resources. */
export function nameById(core: Construct): CfnResource[] {
  const resources = core.node.children.filter(child => CfnResource.isCfnResource(child));
  for (const resource of resources) resource.overrideLogicalId(resource.node.id);
  return resources;
}
