import type { RuleDeclaration } from '@aws-sdk/client-codepipeline';
import type { Account } from '../../account/account';
import { ActionFailure, type WorkProvider } from '../context';
import { deploymentWindow } from './deployment-window';
import { variableCheck } from './variable-check';
import { codeBuild } from '../providers/codebuild';
import { lambdaInvoke } from '../providers/lambda-invoke';

const PROVIDERS: Readonly<Record<string, WorkProvider>> = {
  CodeBuild: codeBuild,
  DeploymentWindow: deploymentWindow,
  LambdaInvoke: lambdaInvoke,
  VariableCheck: variableCheck,
};

export function ruleProviderOf(account: Account, { name, ruleTypeId, region }: RuleDeclaration): WorkProvider {
  if (region && region !== account.region) {
    throw new ActionFailure(`rule '${name}' is in region '${region}', but the emulator runs rules in '${account.region}' only`, 'ConfigurationError');
  }
  return PROVIDERS[ruleTypeId!.provider!];
}
