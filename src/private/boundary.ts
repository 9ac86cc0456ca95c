import { CfnResource, Fn, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { hasProperty } from './naming';
import { boundaryArn } from '../model/module-parts';

/** Puts the solution's permissions boundary on every role that has none: others, the deploying role may not create. */
export class ModuleBoundary implements IAspect {
  constructor(private readonly solution: string) {}

  public visit(node: IConstruct) {
    if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== 'AWS::IAM::Role') return;
    if (!hasProperty(node, 'PermissionsBoundary')) {
      node.addPropertyOverride('PermissionsBoundary', Fn.sub(boundaryArn(this.solution)));
    }
  }
}
