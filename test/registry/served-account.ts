import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { type Account, createAccount, serve, type ServedAccount } from '@cv-insync/emulator';

/** An empty account for the tests of one file, which every SDK client uses during the tests. */
export function servedAccount(): Account {
  const before = { ...process.env };
  const account = createAccount();
  let served: ServedAccount;
  beforeAll(async () => {
    served = await serve(account);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.endpoint, AWS_REGION: account.region, AWS_ACCESS_KEY_ID: account.accessKey, AWS_SECRET_ACCESS_KEY: 'any',
    });
  });
  afterAll(async () => {
    process.env = before;
    await served.close();
  });
  return account;
}

/** A role that CloudFormation may assume, in the served account. */
export async function deploymentRole(): Promise<string> {
  const { Role } = await new IAMClient({}).send(new CreateRoleCommand({
    RoleName: 'deployment',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  }));
  return Role!.Arn!;
}
