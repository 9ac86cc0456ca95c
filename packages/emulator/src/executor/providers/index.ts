import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { Account } from '../../account/account';
import { ActionFailure, type Provider } from '../context';
import { approval } from './approval';
import { cloudFormation } from './cloudformation';
import { codeBuild } from './codebuild';
import { connectionSource } from './connection-source';
import { lambdaInvoke } from './lambda-invoke';
import { pipelineInvoke } from './pipeline-invoke';
import { s3Source } from './s3-source';

const PROVIDERS: Record<string, Provider> = {
  'Source/CodeStarSourceConnection': connectionSource,
  'Source/S3': s3Source,
  'Build/CodeBuild': codeBuild,
  'Test/CodeBuild': codeBuild,
  'Deploy/CloudFormation': cloudFormation,
  'Invoke/CodePipeline': pipelineInvoke,
  'Invoke/Lambda': lambdaInvoke,
  'Approval/Manual': approval,
};

export function providerOf(account: Account, { name, actionTypeId, region }: ActionDeclaration): Provider {
  const type = `${actionTypeId!.category}/${actionTypeId!.provider}`;
  const provider = PROVIDERS[type];
  if (!provider) {
    throw new ActionFailure(`action '${name}' is of type ${type}, which the emulator does not run; it runs ${Object.keys(PROVIDERS).join(', ')}`, 'ConfigurationError');
  }
  if (region && region !== account.region) {
    throw new ActionFailure(`action '${name}' is in region '${region}', but the emulator runs actions in '${account.region}' only`, 'ConfigurationError');
  }
  return provider;
}
