import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { corePath, CoreValue, NO_CONNECTION, pascalCase } from '../../model/names';
import { sub } from '../permissions';
import { ARTIFACT_BUCKET, ASSET_BUCKET, CoreSettings, KEY_ARN, MODULE_ARTIFACT_BUCKET, TOPIC_ARN } from './settings';

/** What the core publishes in the parameter store: locations of its resources. Roles are published by the stack that defines them. */
export function defineRegistry(scope: Construct, { solution, source, checkMissedPushes = true }: CoreSettings) {
  const values: Readonly<Partial<Record<CoreValue, string>>> = {
    'artifact-bucket': ARTIFACT_BUCKET,
    'module-artifact-bucket': MODULE_ARTIFACT_BUCKET,
    'asset-bucket': ASSET_BUCKET,
    'key-arn': KEY_ARN,
    'connection-arn': (source.kind !== 's3' && source.connectionArn) || NO_CONNECTION,
    'topic-arn': TOPIC_ARN,
    ...!checkMissedPushes && { 'missed-pushes': 'unchecked' },
  };
  for (const [value, text] of Object.entries(values)) parameter(scope, `Value${pascalCase(value)}`, corePath(solution, value as CoreValue), sub(text));
}

const parameter = (scope: Construct, id: string, name: string, value: string) =>
  new CfnParameter(scope, id, { name: sub(name), type: 'String', value });
