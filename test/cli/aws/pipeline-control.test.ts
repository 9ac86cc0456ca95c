import { CodePipelineClient, CreatePipelineCommand, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { pipelineControl } from '../../../src/cli/aws/pipeline-control';
import { newest } from '../../../src/functions/aws/pipelines';
import { servedAccount } from '../../registry/served-account';

servedAccount();
const client = () => new CodePipelineClient({});

test('a transition is disabled and running executions are stopped, repeatedly if necessary', async () => {
  const actionTypeId = (category: 'Source' | 'Approval', provider: string) => ({ category, owner: 'AWS' as const, provider, version: '1' });
  await client().send(new CreatePipelineCommand({
    pipeline: {
      name: 'dtc.s',
      pipelineType: 'V2',
      roleArn: 'arn:aws:iam::123456789012:role/pipeline',
      artifactStore: { type: 'S3', location: 'artifacts' },
      stages: [
        { name: 'Source', actions: [{ name: 'Source', actionTypeId: actionTypeId('Source', 'S3'), configuration: { S3Bucket: 'b', S3ObjectKey: 'k', PollForSourceChanges: 'false' }, outputArtifacts: [{ name: 'Source' }] }] },
        { name: 'Deploy', actions: [{ name: 'Approve', actionTypeId: actionTypeId('Approval', 'Manual') }] },
      ],
    },
  }));
  expect((await newest('dtc.s'))!.status).toBe('InProgress');

  for (let times = 0; times < 2; times++) {
    await pipelineControl().disableTransition('dtc.s', 'Deploy', 'the module is being removed');
    await pipelineControl().stop('dtc.s', 'the module is being removed');
  }

  const { stageStates } = await client().send(new GetPipelineStateCommand({ name: 'dtc.s' }));
  expect(stageStates![1].inboundTransitionState).toEqual(expect.objectContaining({ enabled: false, disabledReason: 'the module is being removed' }));
  expect((await newest('dtc.s'))!.status).toMatch(/^Stopp/);
});

test('a pipeline that was deleted already needs no stopping', async () => {
  await pipelineControl().disableTransition('gone.s', 'Deploy', 'x');
  await pipelineControl().stop('gone.s', 'x');
});
