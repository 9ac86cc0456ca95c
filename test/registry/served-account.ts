import { type Account, createAccount, serve, type ServedAccount } from '../../src/rehearsal/account';

/** An empty account for the tests of one file, found by every client of the SDK that is made or used meanwhile. */
export function servedAccount(): { readonly account: Account } {
  const before = { ...process.env };
  const account = createAccount();
  let served: ServedAccount;
  beforeAll(async () => {
    served = await serve(account);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.endpoint, AWS_REGION: account.region, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterAll(async () => {
    process.env = before;
    await served.close();
  });
  return { account };
}
