import type { Account } from '@cv-insync/emulator';

/** The account id by default. */
const DEFAULT_ACCOUNT = '123456789012';

/**
 * The command that makes a terminal use an account. Any access key works, but the CDK caches which account a key belongs to, so each
 * account has its own. The AWS CLI and boto3 read the region from AWS_DEFAULT_REGION, other clients from AWS_REGION.
 */
export function exportLine({ accountId, region, endpoint }: Pick<Account, 'accountId' | 'region' | 'endpoint'>, more: Readonly<Record<string, string>> = {}): string {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accountId === DEFAULT_ACCOUNT ? 'any' : `any-${accountId}`,
    AWS_SECRET_ACCESS_KEY: 'any',
    ...more,
  };
  return `export ${Object.entries(variables).map(([name, value]) => `${name}=${value}`).join(' ')}`;
}
