import { App, Stack } from 'aws-cdk-lib';
import { Project } from 'aws-cdk-lib/aws-codebuild';
import { Artifact, type IAction, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import {
  CloudFormationCreateReplaceChangeSetAction, CloudFormationCreateUpdateStackAction, CloudFormationExecuteChangeSetAction, CodeBuildAction,
  CodeStarConnectionsSourceAction, LambdaInvokeAction, ManualApprovalAction, S3SourceAction, S3Trigger,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ACCOUNT, functionArn, REGION } from './request';

/** An action of a deployed pipeline, as GetPipeline returns it. */
export interface DeployedAction {
  readonly name: string;
  readonly actionTypeId: { readonly category: string; readonly provider: string };
  readonly configuration?: Readonly<Record<string, string>>;
  readonly inputArtifacts?: readonly { readonly name: string }[];
  readonly outputArtifacts?: readonly { readonly name: string }[];
  readonly runOrder?: number;
  readonly roleArn?: string;
}

export interface DeployedPipeline {
  readonly name: string;
  readonly artifactStore: { readonly location: string; readonly encryptionKey: { readonly id: string } };
  readonly stages: readonly { readonly name: string; readonly actions: readonly DeployedAction[] }[];
}

/** What somebody grants in a template: an action or a pattern of actions, on a resource or a pattern of resources. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

/** What the CDK's own constructs grant to the role of the same pipeline, which does all that its actions do. */
export function grantsOfL2(pipeline: DeployedPipeline): Grant[] {
  const stack = new Stack(new App(), 'L2', { env: { account: ACCOUNT, region: REGION } });
  const artifacts = new Map<string, Artifact>();
  const artifact = ({ name }: { readonly name: string }) => {
    if (!artifacts.has(name)) artifacts.set(name, new Artifact(name));
    return artifacts.get(name)!;
  };
  const l2 = new Pipeline(stack, 'Pipeline', {
    usePipelineRoleForActions: true,
    artifactBucket: Bucket.fromBucketAttributes(stack, 'Artifacts', {
      bucketName: pipeline.artifactStore.location, encryptionKey: Key.fromKeyArn(stack, 'Key', pipeline.artifactStore.encryptionKey.id),
    }),
  });
  for (const { name, actions } of pipeline.stages) {
    l2.addStage({ stageName: name, actions: actions.map(action => asL2(stack, `${name}${action.name}`, action, artifact)) });
  }
  const { Resources } = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
  return Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties: { PolicyDocument: { Statement } } }) => Statement)
    .flatMap(({ Action, Resource }: any) => [Action].flat()
      .flatMap(action => [Resource].flat().map(resource => ({ action, resource: text(resource) }))));
}

function asL2(stack: Stack, id: string, action: DeployedAction, artifact: (reference: { readonly name: string }) => Artifact): IAction {
  const { name, actionTypeId, configuration = {}, inputArtifacts = [], outputArtifacts = [], runOrder } = action;
  const common = { actionName: name, runOrder };
  const deployment = () => ({
    ...common,
    stackName: configuration.StackName,
    adminPermissions: false,
    deploymentRole: Role.fromRoleArn(stack, `${id}Role`, configuration.RoleArn),
    templatePath: artifact(inputArtifacts[0]).atPath('template.json'),
    templateConfiguration: artifact(inputArtifacts[0]).atPath('configuration.json'),
  });
  switch (`${actionTypeId.provider}/${configuration.ActionMode ?? ''}`) {
    case 'CodeStarSourceConnection/': {
      const [owner, repo] = configuration.FullRepositoryId.split('/');
      return new CodeStarConnectionsSourceAction({
        ...common, connectionArn: configuration.ConnectionArn, owner, repo, branch: configuration.BranchName, output: artifact(outputArtifacts[0]),
      });
    }
    case 'S3/': return new S3SourceAction({
      ...common,
      bucket: Bucket.fromBucketName(stack, `${id}Bucket`, configuration.S3Bucket),
      bucketKey: configuration.S3ObjectKey,
      trigger: S3Trigger.NONE,
      output: artifact(outputArtifacts[0]),
    });
    case 'CodeBuild/': return new CodeBuildAction({
      ...common,
      project: Project.fromProjectName(stack, id, configuration.ProjectName),
      input: artifact(inputArtifacts[0]),
      outputs: outputArtifacts.map(artifact),
    });
    case 'Lambda/': return new LambdaInvokeAction({
      ...common, lambda: Function.fromFunctionArn(stack, id, functionArn(configuration.FunctionName)), inputs: inputArtifacts.map(artifact),
    });
    case 'Manual/': return new ManualApprovalAction({ ...common, notificationTopic: Topic.fromTopicArn(stack, id, configuration.NotificationArn) });
    case 'CloudFormation/CREATE_UPDATE': return new CloudFormationCreateUpdateStackAction(deployment());
    case 'CloudFormation/CHANGE_SET_REPLACE': return new CloudFormationCreateReplaceChangeSetAction({
      ...deployment(), changeSetName: configuration.ChangeSetName,
    });
    case 'CloudFormation/CHANGE_SET_EXECUTE': return new CloudFormationExecuteChangeSetAction({
      ...common, stackName: configuration.StackName, changeSetName: configuration.ChangeSetName,
    });
    default: throw new Error(`the CDK's actions have none for ${JSON.stringify(actionTypeId)} ${configuration.ActionMode ?? ''}`);
  }
}

/** A resource of a statement, with what CloudFormation knows. */
function text(value: any): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return value.Ref === 'AWS::Partition' ? 'aws' : `(${value.Ref})`;
  if (value['Fn::Join']) return value['Fn::Join'][1].map((part: any) => text(part)).join(value['Fn::Join'][0]);
  return JSON.stringify(value);
}
