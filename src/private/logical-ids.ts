import { CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Names the resources of the core by their ids alone, so that they stay the same ones whatever their construct is called; gives them. */
export function nameById(core: Construct): CfnResource[] {
  const resources = core.node.children.filter(child => CfnResource.isCfnResource(child));
  for (const resource of resources) resource.overrideLogicalId(resource.node.id);
  return resources;
}
