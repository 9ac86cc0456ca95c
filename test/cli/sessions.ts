import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { automation } from '../../src/cli/aws/automation';
import { currentEnvironment } from '../../src/cli/aws/aws-environment';
import { buckets } from '../../src/cli/aws/buckets';
import { roles } from '../../src/cli/aws/iam-roles';
import { objects } from '../../src/cli/aws/objects';
import { parameterStore } from '../../src/cli/aws/parameter-store';
import { pipelineStates } from '../../src/cli/aws/pipeline-states';
import { stackResources } from '../../src/cli/aws/stack-resources';
import { stacks } from '../../src/cli/aws/stacks';
import { topics } from '../../src/cli/aws/topics';
import { definitions } from '../../src/cli/bundle/stored-definitions';
import { type Account, credentialsOf } from '@cv-insync/emulator';

export type Session = Awaited<ReturnType<typeof accountOf>>;

/**
 * The account as the command line uses it through the SDK, in a separate session. It stops at the first broken connection, like a
 * process that is killed.
 */
export async function accountOf(account: Account, session: string) {
  const { AccessKeyId, SecretAccessKey, SessionToken } = await credentialsOf(account, `arn:aws:iam::${account.accountId}:role/whoever`, session);
  const config = {
    endpoint: account.endpoint,
    region: account.region,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    maxAttempts: 1,
  };
  let calls = 0;
  const counted = <Client extends { middlewareStack: any }>(client: Client): Client => {
    client.middlewareStack.add((next: (args: unknown) => unknown) => (args: unknown) => {
      calls++;
      return next(args);
    }, { step: 'finalizeRequest' });
    return client;
  };
  const cloudFormation = counted(new CloudFormationClient(config));
  const codePipeline = counted(new CodePipelineClient(config));
  const s3 = counted(new S3Client(config));
  return {
    calls: () => calls,
    store: parameterStore(counted(new SSMClient(config))),
    stacks: stacks(cloudFormation),
    resources: stackResources(cloudFormation),
    pipelines: automation(codePipeline, counted(new EventBridgeClient(config)), counted(new CodeBuildClient(config))),
    states: pipelineStates(codePipeline),
    objects: objects(s3),
    buckets: buckets(s3),
    definitions: definitions(s3),
    topics: topics(counted(new SNSClient(config))),
    roles: roles(counted(new IAMClient(config))),
    environment: currentEnvironment(counted(new STSClient(config))),
  };
}
