import type { Runtime } from '../engine/runtime';
import { ValidationError } from '../errors';
import { codeOf } from '../resources/provider';

/** The role that deploys and deletes a stack has to exist. */
export async function checkRole({ account }: Runtime, arn: string | undefined): Promise<void> {
  if (arn === undefined) return;
  const RoleName = arn.split('/').pop();
  await account.call('iam', 'GetRole', { RoleName }).catch(error => {
    if (/^NoSuchEntity/.test(codeOf(error))) throw new ValidationError(`Role ${arn} is invalid or cannot be assumed`);
    throw error;
  });
}
