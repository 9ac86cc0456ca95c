import { IResolvable, Stack } from 'aws-cdk-lib';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Construct } from 'constructs';
import { pipelineProblems } from './limits';
import { sub } from './permissions';
import { tagList } from './project';
import { Action } from './stages';
import { formatProblem } from '../model/problem';

export interface DeliveryPipelineProps {
  readonly name: string;
  readonly role: string;
  readonly bucket: string;
  readonly keyArn: string;
  readonly stages: readonly { readonly name: string; readonly actions: readonly (Action | IResolvable)[] | IResolvable }[];
  readonly trigger?: unknown;
  readonly tags: Readonly<Record<string, string>>;
}

/** A pipeline whose newest execution supersedes waiting ones, and that restarts when its definition changes. */
export function deliveryPipeline(scope: Construct, id: string, props: DeliveryPipelineProps): CfnPipeline {
  const pipeline = new CfnPipeline(scope, id, {
    name: sub(props.name),
    pipelineType: 'V2',
    executionMode: 'SUPERSEDED',
    restartExecutionOnUpdate: true,
    roleArn: sub(props.role),
    artifactStore: { type: 'S3', location: sub(props.bucket), encryptionKey: { type: 'KMS', id: sub(props.keyArn) } },
    stages: props.stages as CfnPipeline.StageDeclarationProperty[],
    triggers: props.trigger ? [props.trigger as CfnPipeline.PipelineTriggerDeclarationProperty] : undefined,
    tags: tagList(props.tags),
  });
  // Validates what CloudFormation gets, in its spelling.
  const declaration = () => Stack.of(pipeline).resolve(pipeline._toCloudFormation()).Resources;
  pipeline.node.addValidation({ validate: () => pipelineProblems(Object.values<any>(declaration())[0].Properties).map(formatProblem) });
  return pipeline;
}
