import type { Call } from '../../service';
import { sessionArn } from '../../sessions';
import type { Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import { codeOf } from '../resources/provider';

const SERVICE = 'cloudformation.amazonaws.com';

/** The role that deploys and deletes a stack has to exist, and to trust CloudFormation. */
export async function checkRole({ account }: Runtime, arn: string | undefined): Promise<void> {
  if (arn === undefined) return;
  const RoleName = arn.split('/').pop();
  const invalid = () => new ValidationError(`Role ${arn} is invalid or cannot be assumed`);
  await account.call('iam', 'GetRole', { RoleName }).catch(error => {
    throw /^NoSuchEntity/.test(codeOf(error)) ? invalid() : error;
  });
  if (account.permissions?.trusts(SERVICE, arn) === false) throw invalid();
}

/** With whose permissions something happens. */
export type Actor = Pick<Call, 'caller' | 'sessionPolicies' | 'via'>;

/** Who acts on the resources of a stack: its role, or else whoever began the operation. */
export function actorOf(roleArn: string | undefined, by: Pick<Call, 'caller' | 'sessionPolicies'>): Actor {
  if (roleArn !== undefined) return { caller: sessionArn(roleArn, 'AWSCloudFormation') };
  return { caller: by.caller, sessionPolicies: by.sessionPolicies, via: SERVICE };
}
