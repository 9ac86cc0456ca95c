import { createHash } from 'crypto';
import { canonicalJson } from './json';

/** SHA-256 in hexadecimal. */
export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Digest of a value that does not depend on the order of its members. */
export const digestOf = (value: unknown) => sha256(canonicalJson(value));
