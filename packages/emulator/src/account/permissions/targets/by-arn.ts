import type { Account } from '../../account';
import type { Target } from '../asked';
import { cloudformationTargets } from './cloudformation';
import { lambdaTargets, snsTargets } from './events';
import { iamTargets, kmsTargets } from './identity';
import { s3Targets } from './storage';

/** A resource by its ARN, with its tags and its policy where the account has it. */
export function targetOf(account: Account, arn: string): Target {
  const [, , service, , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  switch (service) {
    case 'cloudformation': return resource.startsWith('stack/') ? cloudformationTargets(account)('', { StackName: arn }, '')[0] : { arn };
    case 's3': return { ...s3Targets(account)('', { Bucket: resource.split('/')[0] }, 's3:ListBucket')[0], arn };
    case 'kms': return resource.startsWith('key/') ? kmsTargets(account)('', { KeyId: arn }, '')[0] : { arn };
    case 'sns': return { ...snsTargets(account)('', { TopicArn: arn }, '')[0], arn };
    case 'lambda': return resource.startsWith('function:') ? { ...lambdaTargets(account)('', { FunctionName: arn }, '')[0], arn } : { arn };
    case 'iam': return resource.startsWith('role/') ? { ...iamTargets(account)('', { RoleName: resource.split('/').pop() }, '')[0], arn } : { arn };
    default: return { arn };
  }
}
