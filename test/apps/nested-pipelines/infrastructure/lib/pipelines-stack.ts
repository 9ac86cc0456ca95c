import { Stack, type StackProps } from 'aws-cdk-lib';
import { BuildSpec, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnConnection } from 'aws-cdk-lib/aws-codeconnections';
import { Artifact, ExecutionMode, Pipeline, PipelineType, ProviderType, Variable } from 'aws-cdk-lib/aws-codepipeline';
import {
  CloudFormationCreateUpdateStackAction, CodeBuildAction, CodeStarConnectionsSourceAction, PipelineInvokeAction, RevisionType,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import type { Construct } from 'constructs';

/** A pipeline that tests each push to a folder, and invokes another one to release the tested revision. */
export class PipelinesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const connection = new CfnConnection(this, 'Connection', { connectionName: 'github', providerType: 'GitHub' });
    const source = (output: Artifact, triggerOnPush: boolean) => new CodeStarConnectionsSourceAction({
      actionName: 'Checkout', owner: 'my-org', repo: 'services', branch: 'main', connectionArn: connection.attrConnectionArn, output, triggerOnPush,
    });

    const version = new Variable({ variableName: 'version', description: 'what is released', defaultValue: 'none' });
    const released = new Artifact();
    const release = new Pipeline(this, 'Release', {
      pipelineName: 'release',
      pipelineType: PipelineType.V2,
      executionMode: ExecutionMode.QUEUED,
      variables: [version],
      stages: [
        { stageName: 'Source', actions: [source(released, false)] },
        {
          stageName: 'Deploy',
          actions: [new CloudFormationCreateUpdateStackAction({
            actionName: 'Stack',
            stackName: 'api',
            templatePath: released.atPath('api/template.yaml'),
            parameterOverrides: { Version: version.reference() },
            adminPermissions: true,
          })],
        },
      ],
    });

    const tested = new Artifact();
    const checkout = source(tested, true);
    const test = new CodeBuildAction({
      actionName: 'Test',
      input: tested,
      project: new PipelineProject(this, 'Tests', {
        buildSpec: BuildSpec.fromObject({
          version: '0.2',
          env: { 'exported-variables': ['VERSION'] },
          phases: { build: { commands: ['grep -q AWS::SSM::Parameter api/template.yaml', 'export VERSION=$(cat api/version.txt)'] } },
        }),
      }),
    });
    new Pipeline(this, 'Integration', {
      pipelineName: 'integration',
      pipelineType: PipelineType.V2,
      stages: [
        { stageName: 'Source', actions: [checkout] },
        { stageName: 'Test', actions: [test] },
        {
          stageName: 'Release',
          actions: [new PipelineInvokeAction({
            actionName: 'Invoke',
            targetPipeline: release,
            variables: [{ name: 'version', value: test.variable('VERSION') }],
            sourceRevisions: [{ actionName: 'Checkout', revisionType: RevisionType.COMMIT_ID, revisionValue: checkout.variables.commitId }],
          })],
        },
      ],
      triggers: [{
        providerType: ProviderType.CODE_STAR_SOURCE_CONNECTION,
        gitConfiguration: { sourceAction: checkout, pushFilter: [{ branchesIncludes: ['main'], filePathsIncludes: ['api/**'] }] },
      }],
    });
  }
}
