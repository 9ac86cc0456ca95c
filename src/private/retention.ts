import { CfnDeletionPolicy, CfnResource, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { retentionOf, STATEFUL } from '../model/retention';

/** Keeps stateful resources, unless their author says otherwise. */
export class DataRetention implements IAspect {
  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node) || !STATEFUL.has(node.cfnResourceType)) return;
    const { deletionPolicy, updateReplacePolicy } = retentionOf(node.cfnOptions.deletionPolicy, node.cfnOptions.updateReplacePolicy);
    node.cfnOptions.deletionPolicy = deletionPolicy as CfnDeletionPolicy;
    node.cfnOptions.updateReplacePolicy = updateReplacePolicy as CfnDeletionPolicy;
  }
}
