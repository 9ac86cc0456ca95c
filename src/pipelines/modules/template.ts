import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { defineAlarmRules } from './alarms';
import { defineApply } from './apply';
import { defineDeliveryBoundary } from './delivery-boundary';
import { defineFunctions } from './functions';
import { MODULES_CORE_VALUES, SOLUTION } from './parameters';
import { defineModuleRoles } from './roles';
import { applyProjectName, functionName, pipelineName, TAGS } from '../../model/names';
import { deliveryPipeline } from '../pipeline';
import { build, invoke, s3Source } from '../stages';
import { coreParameters, staticStack, textParameter } from '../static-stack';
import { defineVersion } from '../version';

/**
 * The module-definition pipeline, and what it shares with the pipelines of modules. The definition's key is the digest of its content, so this stack changes exactly when the definition
 * does, and the changed pipeline then starts itself.
 */
export function modulesTemplate(app: App): Stack {
  const stack = staticStack(app, 'modules', 'The pipeline that installs and removes modules as the definition says');
  textParameter(stack, 'Solution', 'Name of the solution');
  textParameter(stack, 'CoreModules', 'Names of the core modules, separated by commas');
  textParameter(stack, 'CoreHost', 'Host of the core\'s repository, which its connection is for; empty if it is not known');
  textParameter(stack, 'ArtifactPrefix', 'First characters of the pipeline\'s name, under which its artifacts lie');
  textParameter(stack, 'DefinitionKey', 'Key of the definition in the core\'s bucket');
  coreParameters(stack, MODULES_CORE_VALUES);
  defineVersion(stack, SOLUTION);
  defineDeliveryBoundary(stack);
  defineModuleRoles(stack);
  defineFunctions(stack);
  defineApply(stack);
  defineAlarmRules(stack);
  const pipeline = deliveryPipeline(stack, 'Pipeline', {
    name: pipelineName(SOLUTION, 'modules'),
    role: '${PipelineRole.Arn}',
    bucket: '${ArtifactBucket}',
    keyArn: '${KeyArn}',
    tags: { [TAGS.solution]: SOLUTION, [TAGS.module]: 'modules' },
    stages: [
      { name: 'Source', actions: [s3Source('${ArtifactBucket}', '${DefinitionKey}', 'Definition')] },
      { name: 'Apply', actions: [build({ name: 'Apply', project: applyProjectName(SOLUTION), input: 'Definition', output: 'Applied' })] },
      { name: 'Verify', actions: [invoke('Verify', functionName(SOLUTION, 'verify'), 1, undefined, 'Applied')] },
    ],
  });
  // Commands read the parameter. Nothing else uses it, which tools would tell as a mistake.
  pipeline.addMetadata('CoreHost', Fn.ref('CoreHost'));
  // It starts when it is created, and modules' pipelines after it: everything that they use has to exist.
  for (const child of stack.node.children) if (CfnResource.isCfnResource(child) && child !== pipeline) pipeline.node.addDependency(child);
  return stack;
}
