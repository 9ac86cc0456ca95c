import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { RETRY } from '../../src/aws/client';
import type { Options } from '../options';

/** The account of a run, with a client for each service that it calls. */
export interface AwsAccount {
  readonly id: string;
  readonly region: string;
  readonly partition: string;
  /** Address of an emulated account; undefined for AWS. */
  readonly endpoint?: string;
  readonly cloudformation: CloudFormationClient;
  readonly codepipeline: CodePipelineClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  /** What makes a program use the account. */
  readonly environment: Readonly<Record<string, string>>;
}

const EMULATED_REGION = 'us-east-1';

/** The address of an emulated account, and its access key: the part of the address before `@`, or else that of the environment. */
function emulated(address: string): { endpoint: string; key: string } {
  const url = new URL(address);
  return { endpoint: `${url.protocol}//${url.host}`, key: url.username || (process.env.AWS_ACCESS_KEY_ID ?? 'any') };
}

/** Connects to the account that the options name, and reads who it is. */
export async function openAccount({ profile, region: given, endpoint: address }: Pick<Options, 'profile' | 'region' | 'endpoint'>): Promise<AwsAccount> {
  const { endpoint, key = '' } = address === undefined ? {} : emulated(address);
  const fallback = endpoint === undefined ? undefined : EMULATED_REGION;
  const region = given ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || fallback);
  const config = {
    ...RETRY,
    ...region === undefined ? {} : { region },
    ...profile === undefined ? {} : { profile },
    ...endpoint === undefined ? {} : { endpoint, credentials: { accessKeyId: key, secretAccessKey: 'any' } },
  };
  const sts = new STSClient(config);
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const used = await sts.config.region();
  return {
    id: Account!,
    region: used,
    partition: Arn!.split(':')[1],
    endpoint,
    sts,
    cloudformation: new CloudFormationClient(config),
    codepipeline: new CodePipelineClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: endpoint !== undefined }),
    ssm: new SSMClient(config),
    environment: {
      AWS_REGION: used,
      AWS_DEFAULT_REGION: used,
      ...profile === undefined ? {} : { AWS_PROFILE: profile },
      ...endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: 'any' },
    },
  };
}
