import type { Account } from '../../src/account';

/** The header of a request that a client without an SDK signs. */
export const signed = ({ accessKey, region }: Pick<Account, 'accessKey' | 'region'>, service: string) =>
  ({ authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0` });
