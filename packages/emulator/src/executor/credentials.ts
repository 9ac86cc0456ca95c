import type { Account } from '../account/account';
import { sessionName } from '../account/sessions';

export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/** Temporary credentials of a role, for the service that uses them. */
export async function credentialsOf(account: Account, roleArn: string, session: string, caller = account.root): Promise<Credentials> {
  const { Credentials } = await account.call('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: sessionName(session) }, { caller });
  return Credentials;
}

/** Environment variables that make the AWS SDK, the AWS CLI and the CDK call the account with the credentials of a role. */
export async function awsEnvironment(account: Account, roleArn: string, session: string, service: string): Promise<Record<string, string>> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = await credentialsOf(account, roleArn, session, service);
  return { ...endpointEnvironment(account), AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
}

export const endpointEnvironment = (account: Account): Record<string, string> => ({
  ...(account.endpoint ? { AWS_ENDPOINT_URL: account.endpoint } : {}),
  AWS_REGION: account.region,
  AWS_DEFAULT_REGION: account.region,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});
