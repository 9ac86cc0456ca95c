import { App, Stack } from 'aws-cdk-lib';
import { MODULES_CORE_VALUES } from './parameters';
import { applyProjectName, functionName, pipelineName, TAGS } from '../../registry/names';
import { deliveryPipeline } from '../pipeline';
import { build, invoke, s3Source } from '../stages';
import { coreParameters, staticStack, textParameter } from '../static-stack';

const SOLUTION = '${Solution}';

/**
 * The module-definition pipeline. The definition's key is the digest of its content, so this stack changes exactly when the definition
 * does, and the changed pipeline then starts itself.
 */
export function modulesTemplate(app: App): Stack {
  const stack = staticStack(app, 'modules', 'The pipeline that installs and removes modules as the definition says');
  textParameter(stack, 'Solution', 'Name of the solution');
  textParameter(stack, 'DefinitionKey', 'Key of the definition in the core\'s bucket');
  coreParameters(stack, MODULES_CORE_VALUES);
  deliveryPipeline(stack, 'Pipeline', {
    name: pipelineName(SOLUTION, 'modules'),
    role: '${PipelineRoleArn}',
    bucket: '${ArtifactBucket}',
    keyArn: '${KeyArn}',
    tags: { [TAGS.solution]: SOLUTION, [TAGS.module]: 'modules' },
    stages: [
      { name: 'Source', actions: [s3Source('${ArtifactBucket}', '${DefinitionKey}', 'Definition')] },
      { name: 'Apply', actions: [build({ name: 'Apply', project: applyProjectName(SOLUTION), input: 'Definition', output: 'Applied' })] },
      { name: 'Verify', actions: [invoke('Verify', functionName(SOLUTION, 'verify'), 1, undefined, 'Applied')] },
    ],
  });
  return stack;
}
