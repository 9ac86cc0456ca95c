import { Account, type AccountOptions, createAccount, serve, ServedAccount } from '../../src/account';

export interface Served extends ServedAccount {
  readonly account: Account;
  /** The configuration of an SDK client. */
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

/** An empty account, served over HTTP to SDK clients. */
export const served = (options: Omit<AccountOptions, 'services'> = {}): Promise<Served> => serving(createAccount(options));

export async function serving(account: Account): Promise<Served> {
  const server = await serve(account);
  return {
    ...server,
    account,
    config: {
      endpoint: server.endpoint,
      region: account.region,
      credentials: { accessKeyId: account.accessKey, secretAccessKey: 'any' },
      maxAttempts: 1,
    },
  };
}
