import { CfnDeletionPolicy, Validations } from 'aws-cdk-lib';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket, CfnBucketPolicy, CfnBucketProps } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { assetBucketName, logGroupName } from '../../model/names';
import { document, iamArn, s3Arn, sub } from '../permissions';
import { CORE_ARTIFACTS, CoreSettings, KEY_ARN } from './settings';

/** How long artifacts are kept: longer than an approval can be pending. */
const ARTIFACT_DAYS = 90;

const BLOCKED = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const kms = () => ({ sseAlgorithm: 'aws:kms', kmsMasterKeyId: sub(KEY_ARN) });

/** The buckets of artifacts. Their content can be built again, so they are deleted with the stack. */
export function defineStorage(scope: Construct, { solution, logRetentionInDays }: CoreSettings) {
  defineKey(scope, solution);
  const artifacts = bucket(scope, 'ArtifactBucket', kms(), {
    // The module-definition pipeline reads the definition from it, and S3 sources need versioning.
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      // Definitions do not expire: each execution reads the current one again.
      rules: [CORE_ARTIFACTS, 'modules.'].map(prefix => ({ status: 'Enabled', prefix, expirationInDays: ARTIFACT_DAYS, noncurrentVersionExpiration: { noncurrentDays: 1 } })),
    },
  });
  const moduleArtifacts = bucket(scope, 'ModuleArtifactBucket', kms(), {
    lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: ARTIFACT_DAYS }] },
  });
  for (const one of [artifacts, moduleArtifacts]) requireTls(scope, one);
  defineAssetBucket(scope, solution);
  new CfnLogGroup(scope, 'LogGroup', { logGroupName: sub(logGroupName(solution)), retentionInDays: logRetentionInDays });
}

/** The bucket for assets of modules: code of functions, nested templates. */
export function defineAssetBucket(scope: Construct, solution: string) {
  requireTls(scope, bucket(scope, 'AssetBucket', { sseAlgorithm: 'AES256' }, {
    bucketName: sub(assetBucketName(solution, '${AWS::AccountId}', '${AWS::Region}')),
  }));
}

function defineKey(scope: Construct, solution: string) {
  const key = new CfnKey(scope, 'Key', {
    description: sub(`Artifacts and notifications of the solution ${solution}`),
    enableKeyRotation: true,
    keyPolicy: document([
      { Effect: 'Allow', Principal: { AWS: sub(iamArn('root')) }, Action: 'kms:*', Resource: '*' },
      { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' },
    ]),
  });
  key.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
}

function bucket(scope: Construct, id: string, encryption: CfnBucket.ServerSideEncryptionByDefaultProperty, props: CfnBucketProps) {
  const result = new CfnBucket(scope, id, {
    ...props,
    bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: encryption }] },
    publicAccessBlockConfiguration: BLOCKED,
  });
  result.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
  Validations.of(result).acknowledge({ id: 'AwsSolutions-S1', reason: 'Holds what pipelines pass on and can make again; who reads it is recorded by CloudTrail.' });
  return result;
}

function requireTls(scope: Construct, of: CfnBucket) {
  const id = of.node.id;
  new CfnBucketPolicy(scope, `${id}Policy`, {
    bucket: of.ref,
    policyDocument: document([{
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [sub(s3Arn(`\${${id}}`)), sub(s3Arn(`\${${id}}/*`))],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }]),
  });
}
