import { createCipheriv, createDecipheriv, randomBytes } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { Key, KmsState, usableKey } from './state';

const CIPHER = 'aes-256-gcm';
const ID = 36;
const IV = 12;
const TAG = 16;
const MOST_PLAINTEXT = 4096;

type Context = Record<string, string>;

/** A ciphertext contains its key's id, so Decrypt needs none. The encryption context must be equal. */
function encrypt({ id, material }: Key, plaintext: Uint8Array, context: Context | undefined): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, material, iv).setAAD(canonical(context));
  const content = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(id), iv, cipher.getAuthTag(), content]);
}

/** The id of the key that a ciphertext was encrypted with. */
export const keyIdOf = (ciphertext: Buffer): string => ciphertext.subarray(0, ID).toString();

function decrypt({ material }: Key, blob: Buffer, context: Context | undefined): Buffer {
  try {
    const decipher = createDecipheriv(CIPHER, material, blob.subarray(ID, ID + IV))
      .setAAD(canonical(context))
      .setAuthTag(blob.subarray(ID + IV, ID + IV + TAG));
    return Buffer.concat([decipher.update(blob.subarray(ID + IV + TAG)), decipher.final()]);
  } catch {
    throw new AwsError('InvalidCiphertextException', 'The ciphertext is not valid for its key and encryption context.');
  }
}

function canonical(context: Context = {}): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => a < b ? -1 : 1)));
}

export function cryptoOperations(account: Account, state: KmsState): Record<string, Operation> {
  const generate = ({ KeyId, KeySpec, NumberOfBytes, EncryptionContext }: any) => {
    const key = usableKey(account, state, KeyId);
    const Plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
    return { KeyId: key.arn, Plaintext, CiphertextBlob: encrypt(key, Plaintext, EncryptionContext) };
  };

  return {
    Encrypt({ KeyId, Plaintext, EncryptionContext }) {
      const key = usableKey(account, state, KeyId);
      if (Plaintext.length > MOST_PLAINTEXT) {
        throw new AwsError('ValidationException', `1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to ${MOST_PLAINTEXT}`);
      }
      return { KeyId: key.arn, CiphertextBlob: encrypt(key, Plaintext, EncryptionContext), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },

    Decrypt({ CiphertextBlob, EncryptionContext, KeyId }) {
      const blob = Buffer.from(CiphertextBlob ?? []);
      const id = blob.subarray(0, ID).toString();
      if (!Object.hasOwn(state.keys, id)) throw new AwsError('InvalidCiphertextException', 'The ciphertext names no key of this account.');
      const key = usableKey(account, state, id);
      if (KeyId && usableKey(account, state, KeyId).id !== id) {
        throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
      }
      return { KeyId: key.arn, Plaintext: decrypt(key, blob, EncryptionContext), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    },

    GenerateDataKey: input => generate(input),

    GenerateDataKeyWithoutPlaintext(input) {
      const { KeyId, CiphertextBlob } = generate(input);
      return { KeyId, CiphertextBlob };
    },
  };
}
