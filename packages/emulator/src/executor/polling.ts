import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { Account } from '../account/account';
import { pipelineStateOf, startExecution } from '../account/codepipeline';
import { objectSignalsOf } from '../account/s3';

/** Starts the pipelines that poll a bucket as soon as it has a new version of the object that they wait for. */
export function pollBuckets(account: Account) {
  objectSignalsOf(account).on('written', (bucket, key, version) => {
    for (const pipeline of Object.values(pipelineStateOf(account).pipelines)) {
      const source = pipeline.declaration.stages![0].actions!.find(action => polls(action, bucket, key));
      if (!source) continue;
      startExecution(account, pipeline, {
        cause: 'poll',
        triggerType: 'PollForSourceChanges',
        triggerDetail: source.name!,
        overrides: [{ action: source.name!, type: 'S3_OBJECT_VERSION_ID', revision: version }],
      });
    }
  });
}

/** Unless it says otherwise, a source polls: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/PollForSourceChanges-defaults.html}. */
function polls({ actionTypeId, configuration = {} }: ActionDeclaration, bucket: string, key: string): boolean {
  const { S3Bucket, S3ObjectKey, PollForSourceChanges = 'true' } = configuration;
  return actionTypeId!.provider === 'S3' && S3Bucket === bucket && S3ObjectKey === key && PollForSourceChanges !== 'false';
}
