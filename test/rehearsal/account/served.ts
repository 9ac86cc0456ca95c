import { Account, createAccount, serve, ServedAccount } from '../../../src/rehearsal/account';

export interface Served extends ServedAccount {
  readonly account: Account;
  /** What an SDK client is made with. */
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

/** An empty account that SDK clients reach over HTTP. */
export async function served(): Promise<Served> {
  const account = createAccount();
  const server = await serve(account);
  return {
    ...server,
    account,
    config: {
      endpoint: server.endpoint,
      region: account.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
  };
}
