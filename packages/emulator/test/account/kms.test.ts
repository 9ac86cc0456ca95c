import {
  CancelKeyDeletionCommand, CreateAliasCommand, CreateKeyCommand, DecryptCommand, DeleteAliasCommand, DescribeKeyCommand, DisableKeyCommand,
  EnableKeyCommand, EnableKeyRotationCommand, EncryptCommand, GenerateDataKeyCommand, GenerateDataKeyWithoutPlaintextCommand, GetKeyPolicyCommand,
  GetKeyRotationStatusCommand, KMSClient, ListAliasesCommand, ListKeysCommand, ListResourceTagsCommand, PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand, TagResourceCommand, UntagResourceCommand, UpdateAliasCommand,
  DisableKeyRotationCommand, ListKeyPoliciesCommand, UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { served, Served } from './served';

let account: Served;
let kms: KMSClient;
let KeyId: string;
beforeEach(async () => {
  account = await served();
  kms = new KMSClient(account.config);
  KeyId = (await kms.send(new CreateKeyCommand({ Description: 'mine', Tags: [{ TagKey: 'a', TagValue: '1' }] }))).KeyMetadata!.KeyId!;
});
afterEach(async () => {
  kms.destroy();
  await account.close();
});

const encrypt = async (more: object = {}) => (await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), ...more }))).CiphertextBlob!;
const decrypt = async (CiphertextBlob: Uint8Array, more: object = {}) =>
  Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob, ...more }))).Plaintext!).toString();

test('a key is described, switched and scheduled for deletion', async () => {
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).resolves.toMatchObject({
    KeyMetadata: { KeyId, Arn: `arn:aws:kms:us-east-1:123456789012:key/${KeyId}`, Description: 'mine', KeyState: 'Enabled', KeyManager: 'CUSTOMER', CreationDate: expect.any(Date) },
  });
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(encrypt()).rejects.toMatchObject({ name: 'DisabledException' });
  await kms.send(new EnableKeyCommand({ KeyId }));
  await expect(kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }))).resolves.toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: expect.any(Date) });
  await expect(encrypt()).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).resolves.toMatchObject({ KeyMetadata: { KeyState: 'Disabled' } });
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'missing' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(kms.send(new ListKeysCommand({}))).resolves.toMatchObject({ Keys: [{ KeyId }], Truncated: false });
});

test('a key has a policy, a rotation and tags', async () => {
  expect(JSON.parse((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy!).Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::123456789012:root' });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: '{"Statement":[]}' }));
  await expect(kms.send(new GetKeyPolicyCommand({ KeyId }))).resolves.toMatchObject({ Policy: '{"Statement":[]}' });
  await expect(kms.send(new PutKeyPolicyCommand({ KeyId, Policy: 'no' }))).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  await expect(kms.send(new GetKeyRotationStatusCommand({ KeyId }))).resolves.toMatchObject({ KeyRotationEnabled: true });
  await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] }));
  await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
  await expect(kms.send(new ListResourceTagsCommand({ KeyId }))).resolves.toMatchObject({ Tags: [{ TagKey: 'b', TagValue: '2' }] });
});

test('an alias refers to a key, and can be changed to another one', async () => {
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: KeyId }));
  await expect(kms.send(new CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: KeyId }))).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/mine' }))).resolves.toMatchObject({ KeyMetadata: { KeyId } });
  const other = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;
  await kms.send(new UpdateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: other }));
  await expect(kms.send(new ListAliasesCommand({ KeyId: other }))).resolves.toMatchObject({ Aliases: [{ AliasName: 'alias/mine', TargetKeyId: other }] });
  await kms.send(new DeleteAliasCommand({ AliasName: 'alias/mine' }));
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/mine' }))).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/ssm' }))).resolves.toMatchObject({ KeyMetadata: { KeyManager: 'AWS' } });
});

test('encrypted data is decrypted with the right key and context', async () => {
  await expect(encrypt().then(decrypt)).resolves.toBe('secret');
  const blob = await encrypt({ EncryptionContext: { a: '1', b: '2' } });
  await expect(decrypt(blob, { EncryptionContext: { b: '2', a: '1' } })).resolves.toBe('secret');
  await expect(decrypt(blob)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  await expect(decrypt(Buffer.from('nonsense'))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  const other = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;
  await expect(decrypt(await encrypt(), { KeyId: other })).rejects.toMatchObject({ name: 'IncorrectKeyException' });
});

test('a data key is returned in plaintext and encrypted', async () => {
  const { Plaintext, CiphertextBlob } = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  expect(Plaintext).toHaveLength(32);
  const { Plaintext: decrypted } = await kms.send(new DecryptCommand({ CiphertextBlob }));
  expect(Buffer.from(decrypted!)).toEqual(Buffer.from(Plaintext!));
  const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_128' }));
  expect(hidden).not.toHaveProperty('Plaintext');
});

test('a key has a description and one policy, and its rotation can be disabled', async () => {
  await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'ours' }));
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).resolves.toMatchObject({ KeyMetadata: { Description: 'ours' } });
  await expect(kms.send(new ListKeyPoliciesCommand({ KeyId }))).resolves.toMatchObject({ PolicyNames: ['default'], Truncated: false });
  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  await kms.send(new DisableKeyRotationCommand({ KeyId }));
  await expect(kms.send(new GetKeyRotationStatusCommand({ KeyId }))).resolves.toMatchObject({ KeyRotationEnabled: false });
  const missing = { name: 'NotFoundException' };
  await expect(kms.send(new UpdateKeyDescriptionCommand({ KeyId: 'missing', Description: '' }))).rejects.toMatchObject(missing);
  await expect(kms.send(new ListKeyPoliciesCommand({ KeyId: 'missing' }))).rejects.toMatchObject(missing);
  await expect(kms.send(new DisableKeyRotationCommand({ KeyId: 'missing' }))).rejects.toMatchObject(missing);
});
