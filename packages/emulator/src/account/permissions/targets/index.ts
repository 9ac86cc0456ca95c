import type { Account } from '../../account';
import type { Targets } from '../asked';
import { cloudformationTargets } from './cloudformation';
import { codebuildTargets, codeconnectionsTargets, codepipelineTargets, cloudtrailTargets } from './delivery';
import { dynamodbTargets } from './dynamodb';
import { eventsTargets, lambdaTargets, snsTargets } from './events';
import { iamTargets, kmsTargets, stsTargets } from './identity';
import { logsTargets, s3Targets, ssmTargets } from './storage';

const BY_SERVICE: Readonly<Record<string, (account: Account) => Targets>> = {
  cloudformation: cloudformationTargets,
  cloudtrail: cloudtrailTargets,
  codebuild: codebuildTargets,
  codeconnections: codeconnectionsTargets,
  codepipeline: codepipelineTargets,
  dynamodb: dynamodbTargets,
  events: eventsTargets,
  iam: iamTargets,
  kms: kmsTargets,
  lambda: lambdaTargets,
  logs: logsTargets,
  s3: s3Targets,
  sns: snsTargets,
  ssm: ssmTargets,
  sts: stsTargets,
};

/** How a service's operations name the resources that IAM is asked about. */
export const targetsOf = (account: Account, service: string): Targets | undefined => BY_SERVICE[service]?.(account);
