import type { Account } from '@cv-insync/emulator';

/** The account that is there unless another one is asked for. */
const USUAL = '123456789012';

/**
 * The command with which a terminal reaches an account. Any key does; but the CDK remembers which account a key belongs to, so each
 * account has its own. The AWS CLI and boto3 take the region from AWS_DEFAULT_REGION, other clients from AWS_REGION.
 */
export function exportLine({ accountId, region, endpoint }: Pick<Account, 'accountId' | 'region' | 'endpoint'>, more: Readonly<Record<string, string>> = {}): string {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accountId === USUAL ? 'any' : `any-${accountId}`,
    AWS_SECRET_ACCESS_KEY: 'any',
    ...more,
  };
  return `export ${Object.entries(variables).map(([name, value]) => `${name}=${value}`).join(' ')}`;
}
