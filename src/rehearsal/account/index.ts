import { Account, AccountOptions } from './account';
import { cloudformationService } from './cloudformation';
import { codebuildService } from './codebuild';
import { codeconnectionsService } from './codeconnections';
import { codepipelineService } from './codepipeline';
import { eventsService } from './events';
import { lambdaService } from './lambda';
import { s3Service } from './s3';
import type { ServiceFactory } from './service';
import { ssmService } from './ssm';
import { stsService } from './sts';

export { Account, type AccountEvent } from './account';
export { AwsError } from './aws-error';
export { serve, type ServedAccount, type ServeOptions } from './server';

/** The services that an account has. */
export const SERVICES: Readonly<Record<string, ServiceFactory>> = {
  cloudformation: cloudformationService,
  codebuild: codebuildService,
  codeconnections: codeconnectionsService,
  codepipeline: codepipelineService,
  events: eventsService,
  lambda: lambdaService,
  s3: s3Service,
  ssm: ssmService,
  sts: stsService,
};

/** An empty account with all services. */
export function createAccount(options: Omit<AccountOptions, 'services'> = {}): Account {
  return new Account({ services: SERVICES, ...options });
}
