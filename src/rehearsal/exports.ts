import type { Account } from '@cv-insync/emulator';

/**
 * The command that makes a terminal use an account. The account checks the access key, which is its own; the secret is any text, since no
 * signature is verified. The AWS CLI and boto3 read the region from AWS_DEFAULT_REGION, other clients from AWS_REGION.
 */
export function exportLine({ accessKey, region, endpoint }: Pick<Account, 'accessKey' | 'region' | 'endpoint'>, more: Readonly<Record<string, string>> = {}): string {
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: 'any',
    ...more,
  };
  return `export ${Object.entries(variables).map(([name, value]) => `${name}=${value}`).join(' ')}`;
}

/** The endpoint of an account with its access key, as commands with `--endpoint` accept it. */
export const endpointWithKey = ({ accessKey, endpoint }: Pick<Account, 'accessKey' | 'endpoint'>) => endpoint?.replace('://', `://${accessKey}@`);
