import { Account, AccountOptions } from './account';
import { codebuildService } from './codebuild';
import { codeconnectionsService } from './codeconnections';
import { codepipelineService } from './codepipeline';
import { lambdaService } from './lambda';
import type { ServiceFactory } from './service';
import { ssmService } from './ssm';
import { stsService } from './sts';

export { Account, type AccountEvent } from './account';
export { AwsError } from './aws-error';
export { serve, type ServedAccount, type ServeOptions } from './server';

/** The services that an account has. */
export const SERVICES: Readonly<Record<string, ServiceFactory>> = {
  codebuild: codebuildService,
  codeconnections: codeconnectionsService,
  codepipeline: codepipelineService,
  lambda: lambdaService,
  ssm: ssmService,
  sts: stsService,
};

/** An empty account with all services. */
export function createAccount(options: Omit<AccountOptions, 'services'> = {}): Account {
  return new Account({ services: SERVICES, ...options });
}
