import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient, GetAccessKeyInfoCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { served, Served } from './served';

let account: Served;
let sts: STSClient;
beforeEach(async () => {
  account = await served();
  sts = new STSClient(account.config);
});
afterEach(async () => {
  sts.destroy();
  await account.close();
});

const RoleArn = 'arn:aws:iam::123456789012:role/path/deploy';

test('a request signed with any key is from the root user', async () => {
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
});

test('a request signed with the keys of an assumed role is from that role', async () => {
  const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
  expect(AssumedRoleUser!.Arn).toBe('arn:aws:sts::123456789012:assumed-role/deploy/session');
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials!;
  expect(Expiration!.getTime()).toBeGreaterThan(Date.now());
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken };
  const assumed = new STSClient({ ...account.config, credentials });
  await expect(assumed.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: AssumedRoleUser!.Arn, UserId: expect.stringMatching(/^AROA.*:session$/) });
  assumed.destroy();
});

test('unknown session keys are refused', async () => {
  const forged = new STSClient({ ...account.config, credentials: { accessKeyId: 'ASIAFORGED', secretAccessKey: 'x' } });
  await expect(forged.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  forged.destroy();
});

test('a role has an ARN', async () => {
  await expect(sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:user/deploy', RoleSessionName: 'session' })))
    .rejects.toMatchObject({ name: 'ValidationError' });
});

test('a session is attributed to its caller, and a key has its account', async () => {
  const { AccessKeyId, SecretAccessKey, SessionToken } = (await sts.send(new GetSessionTokenCommand({}))).Credentials!;
  const session = new STSClient({
    ...account.config, credentials: { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken },
  });
  await expect(session.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: 'arn:aws:iam::123456789012:root' });
  session.destroy();
  await expect(sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).resolves.toMatchObject({ Account: '123456789012' });
  await expect(sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'short' }))).rejects.toMatchObject({ name: 'ValidationError' });
});
