import { Account, type AccountOptions, type ServiceFactory } from './account';
import { cloudformationService } from './cloudformation';
import { cloudtrailService } from './cloudtrail';
import { codebuildService } from './codebuild';
import { codeconnectionsService } from './codeconnections';
import { codepipelineService } from './codepipeline';
import { dynamodbService } from './dynamodb';
import { eventsService } from './events';
import { problemsOf } from './faults';
import { iamService } from './iam';
import { kmsService } from './kms';
import { lambdaService } from './lambda';
import { logsService } from './logs';
import { Permissions } from './permissions';
import { s3Service } from './s3';
import { loadAccount as load } from './saved';
import { snsService } from './sns';
import { ssmService } from './ssm';
import { stsService } from './sts';

export { Account, type AccountEvent, type AccountOptions, type ServiceFactory } from './account';
export type { Operation } from './service';
export { AwsError } from './aws-error';
export type { Faults } from './faults';
export { checkFolder, isSaved, saveAccount, SavedAccountError } from './saved';
export { serve, type ServedAccount, type ServeOptions } from './server';

/** The services that an account has. */
export const SERVICES: Readonly<Record<string, ServiceFactory>> = {
  cloudformation: cloudformationService,
  cloudtrail: cloudtrailService,
  codebuild: codebuildService,
  codeconnections: codeconnectionsService,
  codepipeline: codepipelineService,
  dynamodb: dynamodbService,
  events: eventsService,
  iam: iamService,
  kms: kmsService,
  lambda: lambdaService,
  logs: logsService,
  s3: s3Service,
  sns: snsService,
  ssm: ssmService,
  sts: stsService,
};

export interface CreateOptions extends Omit<AccountOptions, 'services' | 'permissions'> {
  /** Whether roles may do only what their policies allow. @default false */
  readonly iam?: boolean;
}

/** An empty account with all services. */
export function createAccount({ iam = false, ...options }: CreateOptions = {}): Account {
  const account = new Account({ services: SERVICES, ...options, permissions: iam ? each => new Permissions(each) : undefined });
  const problems = options.faults ? problemsOf(account, options.faults) : [];
  if (problems.length) throw new Error(problems.join('\n'));
  return account;
}

/** The account that `saveAccount` wrote to a folder. */
export function loadAccount(folder: string, options: Omit<CreateOptions, 'accountId' | 'region'> = {}): Account {
  return load(folder, identity => createAccount({ ...options, ...identity }));
}
