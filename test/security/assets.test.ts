import { placeAccount, SOLUTION } from './placed';
import type { Account } from '@cv-insync/emulator';

jest.setTimeout(120_000);

const BUCKET = `${SOLUTION}-assets-123456789012-us-east-1`;
/** The build of the module `one`, that is, its author's code. */
const build = { caller: `arn:aws:sts::123456789012:assumed-role/${SOLUTION}-delivery-one-build/session` };

let account: Account;
beforeAll(async () => {
  ({ account } = await placeAccount([{ schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' }, approval: true }]));
});

const write = (Key: string, Body: string, more: object = {}) => account.call('s3', 'PutObject', { Bucket: BUCKET, Key, Body: Buffer.from(Body), ...more }, build)
  .then(() => 'written', (error: { code: string }) => error.code);
const read = async (Key: string) => Buffer.from((await account.call('s3', 'GetObject', { Bucket: BUCKET, Key }, build)).Body).toString();

test('an asset that an approver has looked at cannot be exchanged before the change is executed', async () => {
  expect(await write('one/code.zip', 'approved', { IfNoneMatch: '*' })).toBe('written');

  expect(await write('one/code.zip', 'another')).toBe('AccessDenied');
  expect(await write('one/code.zip', 'another', { IfMatch: '*' })).toBe('AccessDenied');
  expect(await write('one/code.zip', 'another', { IfNoneMatch: '*' })).toBe('PreconditionFailed');
  for (const [operation, input] of [['CreateMultipartUpload', {}], ['DeleteObject', {}], ['CopyObject', { CopySource: `${BUCKET}/one/code.zip` }]] as const) {
    await expect(account.call('s3', operation, { Bucket: BUCKET, Key: 'one/code.zip', ...input }, build)).rejects.toMatchObject({ code: 'AccessDenied' });
  }
  expect(await read('one/code.zip')).toBe('approved');
});

test('a new asset can be written, as before', async () => {
  expect(await write('one/new.zip', 'new', { IfNoneMatch: '*' })).toBe('written');
  expect(await write('two/new.zip', 'new', { IfNoneMatch: '*' })).toBe('AccessDenied');
});
