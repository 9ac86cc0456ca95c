import { Lazy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deploymentSteps } from './order';
import { ARTIFACT_BUCKET, CoreSettings, KEY_ARN } from './settings';
import { coreFilePaths } from './trigger';
import { ENVIRONMENT } from '../../model/environment';
import { coreStackName, functionName, modulesStackName, moduleStackName, pipelineName, prepareProjectName, TAGS } from '../../model/names';
import { sub } from '../permissions';
import { deliveryPipeline } from '../pipeline';
import { build, deploy, invoke, pushTrigger, repositorySource, s3Source } from '../stages';

/**
 * The core pipeline: checkout, preparation, its own stack, the core modules, the module-definition pipeline. The last one contains the
 * functions that it invokes, so that the core's template is small enough to be deployed without a bucket.
 */
export function definePipeline(scope: Construct, settings: CoreSettings) {
  const { solution, source, core, entries, choices } = settings;
  const fromPrepared = (name: string, stack: string, file: string, runOrder: number) => deploy({
    name,
    stack,
    role: '${DeployRole.Arn}',
    input: 'Prepared',
    template: `${file}.template.json`,
    configuration: `${file}.config.json`,
    runOrder,
  });
  const coreActions = () => deploymentSteps(core).map(({ name, step }) => fromPrepared(name, moduleStackName(solution, name), `core/${name}`, step));
  return deliveryPipeline(scope, 'Pipeline', {
    name: pipelineName(solution, 'core'),
    role: '${PipelineRole.Arn}',
    bucket: ARTIFACT_BUCKET,
    keyArn: KEY_ARN,
    tags: { [TAGS.solution]: solution, [TAGS.module]: 'core' },
    trigger: source.kind === 's3' ? undefined : pushTrigger(source.branch, coreFilePaths(source, entries)),
    stages: [
      {
        name: 'Source',
        actions: [source.kind === 's3' ? s3Source(source.bucket, source.key, 'Source') : repositorySource({ ...source, connectionArn: sub(source.connectionArn!) })],
      },
      {
        name: 'Prepare',
        actions: [build({
          name: 'Prepare',
          project: prepareProjectName(solution),
          input: 'Source',
          output: 'Prepared',
          environment: choices === undefined ? undefined : { [ENVIRONMENT.choices]: choices },
        })],
      },
      { name: 'Update', actions: [fromPrepared('Update', coreStackName(solution), 'own', 1)] },
      // What core modules consume is known only when the whole app is constructed.
      ...core.length ? [{ name: 'Core', actions: Lazy.any({ produce: coreActions }) }] : [],
      {
        name: 'Modules',
        actions: [
          fromPrepared('Deploy', modulesStackName(solution), 'modules', 1),
          ...core.length ? [invoke('Announce', functionName(solution, 'announce'), 2)] : [],
          invoke('Ensure', functionName(solution, 'ensure'), 3),
        ],
      },
    ],
  });
}
